using System.Net;

namespace WebApi;

/// <summary>A small load: clients that score people, and count who answered them.</summary>
internal sealed class Load(HttpClient http)
{
    private const int Clients = 4;

    /// <summary>Scores a number of people.</summary>
    /// <returns>One line for each who answered, or status without an answer, with how often.</returns>
    public async Task<IReadOnlyList<string>> SendAsync(int rows)
    {
        var answers = new string[rows];
        await Parallel.ForAsync(0, rows, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, stop) =>
        {
            var person = new Person { Age = 18 + (i % 60), HoursPerWeek = 10 + (i % 50) };
            using var response = await http.PostAsJsonAsync("/score", person, stop);
            answers[i] = response.StatusCode == HttpStatusCode.OK
                ? $"answered by {(await response.Content.ReadFromJsonAsync<Scored>(stop))!.By}"
                : $"{(int)response.StatusCode}";
        });
        return [.. answers.CountBy(a => a).Select(a => $"{a.Value} of {rows} {a.Key}")];
    }
}
