namespace CensusIncome.Data;

/// <summary>The values that the texts of the census can have.</summary>
internal static class CensusDomains
{
    /// <summary>From the least to the most: a row's education level is the place in this list, counted from 1.</summary>
    public static readonly string[] Educations =
    [
        "Preschool", "1st-4th", "5th-6th", "7th-8th", "9th", "10th", "11th", "12th", "HS-grad", "Some-college",
        "Assoc-voc", "Assoc-acdm", "Bachelors", "Masters", "Prof-school", "Doctorate",
    ];

    public static readonly string[] Workclasses =
        ["Private", "Self-emp-not-inc", "Self-emp-inc", "Federal-gov", "Local-gov", "State-gov", "Without-pay", "Never-worked"];

    public static readonly string[] MaritalStatuses =
    [
        "Never-married", "Married-civ-spouse", "Married-spouse-absent", "Married-AF-spouse", "Separated", "Divorced", "Widowed",
    ];

    public static readonly string[] Occupations =
    [
        "Exec-managerial", "Prof-specialty", "Tech-support", "Sales", "Adm-clerical", "Protective-serv", "Armed-Forces",
        "Craft-repair", "Transport-moving", "Machine-op-inspct", "Farming-fishing", "Handlers-cleaners", "Other-service", "Priv-house-serv",
    ];

    /// <summary>As the file spells them.</summary>
    public static readonly string[] Countries =
    [
        "United-States", "Mexico", "Philippines", "Germany", "Canada", "Puerto-Rico", "El-Salvador", "India", "Cuba", "England",
        "Jamaica", "South", "China", "Italy", "Dominican-Republic", "Vietnam", "Guatemala", "Japan", "Poland", "Columbia", "Taiwan",
        "Haiti", "Iran", "Portugal", "Nicaragua", "Peru", "Greece", "France", "Ecuador", "Ireland", "Hong", "Cambodia",
        "Trinadad&Tobago", "Thailand", "Laos", "Yugoslavia", "Outlying-US(Guam-USVI-etc)", "Hungary", "Honduras", "Scotland",
        "Holand-Netherlands",
    ];
}
