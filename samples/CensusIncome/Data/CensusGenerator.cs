namespace CensusIncome.Data;

/// <summary>
/// Makes people who are like those of the census: the same columns, domains and gaps, and an income that follows from them with noise.
/// Education pays more for the married, age helps up to a point, and a large capital gain settles it; so there is something that a
/// linear model misses and trees find.
/// </summary>
internal static class CensusGenerator
{
    private static readonly double[] EducationWeights = [1, 2, 4, 8, 6, 11, 14, 5, 126, 87, 17, 13, 64, 21, 7, 5];
    private static readonly double[] WorkclassWeights = [738, 83, 36, 31, 68, 42, 1, 1];
    private static readonly double[] GrownUpStatusWeights = [20, 55, 2, 1, 4, 15, 3];
    private static readonly double[] DeskWeights = [19, 19, 6, 15, 15, 3, 0.1, 8, 4, 4, 2, 2, 4, 0.1];
    private static readonly double[] HandsWeights = [6, 2, 1, 9, 9, 2, 0.1, 20, 9, 11, 6, 8, 16, 1];

    /// <summary>The same rows for the same arguments, on every machine.</summary>
    public static IReadOnlyList<CensusExample> Generate(int rows, int seed = 50_000)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => WithGaps(random, WithIncome(random, Person(random))))];
    }

    private static CensusExample Person(Random random)
    {
        var age = 17 + (int)(74 * Math.Pow(random.NextDouble(), 2.4));
        var level = Math.Min(1 + Pick(random, EducationWeights), age switch { < 18 => 7, < 22 => 10, < 24 => 13, _ => 16 });
        var workclass = CensusDomains.Workclasses[Pick(random, WorkclassWeights)];
        var desk = random.NextDouble() < 1 / (1 + Math.Exp(-(level - 11) / 1.5));
        var gain = random.NextDouble() < 0.04 + 0.005 * level ? Math.Min(99_999, Math.Exp(8.5 + Normal(random))) : 0;
        return new()
        {
            Age = age,
            Workclass = workclass,
            Education = CensusDomains.Educations[level - 1],
            EducationLevel = level,
            MaritalStatus = age < 25 && random.NextDouble() < 0.85
                ? "Never-married"
                : CensusDomains.MaritalStatuses[Pick(random, GrownUpStatusWeights)],
            Occupation = CensusDomains.Occupations[Pick(random, desk ? DeskWeights : HandsWeights)],
            CapitalGain = (int)gain,
            CapitalLoss = gain == 0 && random.NextDouble() < 0.05 ? random.Next(1_400, 2_500) : 0,
            HoursPerWeek = (int)Math.Clamp(HoursBase(age, workclass) + (random.NextDouble() < 0.5 ? 0 : 11 * Normal(random)), 1, 99),
            NativeCountry = random.NextDouble() < 0.9 ? "United-States" : CensusDomains.Countries[random.Next(1, CensusDomains.Countries.Length)],
        };
    }

    private static CensusExample WithIncome(Random random, CensusExample person)
    {
        var married = person.MaritalStatus is "Married-civ-spouse" or "Married-AF-spouse";
        var logit = -1.2
            + (married ? 2.3 + 0.5 * (person.EducationLevel - 10) : 0.15 * (person.EducationLevel - 10))
            - 1.4 * Math.Pow((person.Age - 48) / 18.0, 2)
            + 0.05 * Math.Clamp(person.HoursPerWeek - 40, -25, 15)
            + (person.CapitalGain > 5_000 ? 6 : 0)
            + (person.CapitalLoss > 1_800 ? 2 : 0)
            + person.Occupation switch
            {
                "Exec-managerial" => 1.2,
                "Prof-specialty" or "Tech-support" => 0.8,
                "Sales" or "Protective-serv" => 0.4,
                "Handlers-cleaners" or "Other-service" or "Farming-fishing" => -1,
                "Priv-house-serv" => -2.5,
                _ => 0,
            }
            + person.Workclass switch { "Self-emp-inc" or "Federal-gov" => 0.6, "Without-pay" or "Never-worked" => -9, _ => 0 };
        return person with { IsOver50K = person.Age >= 18 && random.NextDouble() < 1 / (1 + Math.Exp(-logit)) };
    }

    /// <summary>What people leave open: who doesn't tell the employer doesn't tell the occupation.</summary>
    private static CensusExample WithGaps(Random random, CensusExample person)
    {
        var (work, hours, country) = (random.NextDouble() < 0.056, random.NextDouble() < 0.01, random.NextDouble() < 0.018);
        return person with
        {
            Workclass = work ? null : person.Workclass,
            Occupation = work ? null : person.Occupation,
            HoursPerWeek = hours ? float.NaN : person.HoursPerWeek,
            NativeCountry = country ? null : person.NativeCountry,
        };
    }

    private static double HoursBase(int age, string workclass) => age switch
    {
        < 20 => 24,
        > 65 => 30,
        _ when workclass is "Self-emp-inc" => 48,
        _ => 40.5,
    };

    private static int Pick(Random random, double[] weights)
    {
        var left = random.NextDouble() * weights.Sum();
        var i = 0;
        while (i < weights.Length - 1 && (left -= weights[i]) >= 0)
        {
            i++;
        }

        return i;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
