using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Registry.Stores;
using SQLitePCL;

namespace MlOps.Registry.Sqlite.Metadata;

/// <summary>Every statement of the store finds its rows by an index, so that none costs more for each record that is there.</summary>
public sealed class QueryPlanTests : IDisposable
{
    private static readonly MethodInfo[] Members = [.. typeof(IRegistryStore).GetMethods().Where(m => !m.IsSpecialName)];

    private readonly TemporaryRegistry _registry = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Members.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_statement_walks_through_a_table_or_sorts_one(string member)
    {
        var plans = await PlansAsync(Members.Single(m => m.Name == member));

        Assert.NotEmpty(plans);
        Assert.All(plans, p => Assert.True(IsByIndex(p.Step), $"{member}: {p.Step}\n{p.Sql}"));
    }

    [Theory]
    [InlineData("version kind", "events_of_a_version")]
    [InlineData("version", "events_of_a_version")]
    [InlineData("kind", "events_of_a_kind")]
    [InlineData("", "sqlite_autoindex_version_events")]
    public async Task Events_are_read_by_the_index_that_fits_best(string said, string index)
    {
        var plans = await PlansAsync(typeof(IRegistryStore).GetMethod(nameof(IRegistryStore.ReadEventsAsync))!, said);
        Assert.Contains(index, Assert.Single(plans).Step, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whether_bytes_may_go_is_asked_of_each_version_by_its_own_events()
    {
        var plans = await PlansAsync(typeof(IRegistryStore).GetMethod(nameof(IRegistryStore.TryRemoveAsync))!);
        Assert.Contains(plans, p => p.Step.Contains("events_of_a_version", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_statement_that_walks_through_a_table_would_be_found()
    {
        await _registry.Open().ListModelsAsync(Stop).ToListAsync(Stop);
        Assert.Contains(Explain("SELECT * FROM versions WHERE number = 7"), step => !IsByIndex(step));
        Assert.Contains(Explain("SELECT * FROM deployments WHERE model = 'a' ORDER BY document"), step => !IsByIndex(step));
    }

    public void Dispose() => _registry.Dispose();

    // A row of constants and the names found so far are no tables.
    private static bool IsByIndex(string step) =>
        step is "SCAN CONSTANT ROW" or "SCAN names" || !(step.StartsWith("SCAN", StringComparison.Ordinal) || step.Contains("TEMP B-TREE", StringComparison.Ordinal));

    private async Task<List<(string Sql, string Step)>> PlansAsync(MethodInfo member, string said = "version kind")
    {
        var provider = _registry.OpenProvider();
        var store = provider.GetRequiredService<IRegistryStore>();
        await store.ReadModelsAsync("", 1, Stop);
        var statements = new List<string>();
        strdelegate_trace trace = (_, sql) => statements.Add(sql);

        // One call after the other: the connection that is traced is the one that the store gets from the pool.
        await provider.GetRequiredService<SqliteDatabase>().ReadAsync(
            c =>
            {
                raw.sqlite3_trace(c.Handle, trace, null);
                return 0;
            },
            Stop);
        await (Task)member.Invoke(store, [.. member.GetParameters().Select(p => Argument(p, said))])!;
        GC.KeepAlive(trace);
        _registry.Close();
        return
        [
            .. statements.Where(s => s.TrimStart() is var sql && (sql.StartsWith("SELECT", StringComparison.Ordinal) || sql.StartsWith("INSERT", StringComparison.Ordinal)
                || sql.StartsWith("WITH", StringComparison.Ordinal))).SelectMany(sql => Explain(sql).Select(step => (sql, step))),
        ];
    }

    private List<string> Explain(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_registry.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    private static object? Argument(ParameterInfo parameter, string said) => parameter switch
    {
        { Name: "version" } => said.Contains("version", StringComparison.Ordinal) ? 1 : null,
        { Name: "kind" } => said.Contains("kind", StringComparison.Ordinal) ? "Retired" : null,
        _ when parameter.ParameterType == typeof(VersionEntry) => new VersionEntry("income", 1, "id", new('a', 64), "{}"),
        _ when parameter.ParameterType == typeof(DeploymentEntry) => new DeploymentEntry("income", 1, "{}"),
        _ when parameter.ParameterType == typeof(VersionEventEntry) => new VersionEventEntry("income", 1, 1, "Note", "{}"),
        _ when parameter.ParameterType == typeof(string) => "income",
        _ when parameter.ParameterType == typeof(int) || parameter.ParameterType == typeof(long) => Convert.ChangeType(0, parameter.ParameterType, null),
        _ when parameter.ParameterType == typeof((string, int)) => ("", 0),
        _ when parameter.ParameterType == typeof(Func<Task>) => (Func<Task>)(() => Task.CompletedTask),
        _ when parameter.ParameterType == typeof(CancellationToken) => Stop,
        _ => throw new InvalidOperationException($"{parameter.Member} takes a {parameter}: say here which is fine."),
    };
}
