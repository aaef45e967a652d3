using Microsoft.Data.Sqlite;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Sqlite.Metadata;

/// <summary>Records as rows.</summary>
internal sealed class SqliteRegistryStore(SqliteDatabase database) : IRegistryStore
{
    private const string Versions = "SELECT model, number, registration_id, artifact_digest, document FROM versions";
    private const string Events = "SELECT model, number, version, kind, document FROM version_events";
    private const string Deployments = "SELECT model, number, document, sequence FROM deployments AS d";

    public string Location => database.Location;

    // The transaction holds the one write lock, and the operating system lets go of it when the process is killed.
    public Task<bool> TryAddVersionAsync(VersionEntry entry, Func<Task> publish, CancellationToken cancellationToken) => database.WriteAsync(
        c => c.Execute(
            """
            INSERT INTO versions (model, number, registration_id, artifact_digest, document)
            SELECT $model, $number, $registration, $digest, $document
            WHERE $number = 1 + COALESCE((SELECT MAX(number) FROM versions WHERE model = $model), 0)
            ON CONFLICT DO NOTHING
            """,
            ("$model", entry.Model),
            ("$number", entry.Number),
            ("$registration", entry.RegistrationId),
            ("$digest", entry.ArtifactDigest),
            ("$document", entry.Document)) == 1 && Run(publish),
        cancellationToken);

    public Task<VersionEntry?> FindVersionAsync(string model, int number, CancellationToken cancellationToken) => database.ReadAsync(
        c => c.Query($"{Versions} WHERE model = $model AND number = $number", ReadVersion, ("$model", model), ("$number", number)).FirstOrDefault(),
        cancellationToken);

    public Task<VersionEntry?> FindRegistrationAsync(string model, string registrationId, CancellationToken cancellationToken) => database.ReadAsync(
        c => c.Query($"{Versions} WHERE model = $model AND registration_id = $id", ReadVersion, ("$model", model), ("$id", registrationId)).FirstOrDefault(),
        cancellationToken);

    public Task<VersionEntry?> FindLastVersionAsync(string model, CancellationToken cancellationToken) => database.ReadAsync(
        c => c.Query($"{Versions} WHERE model = $model ORDER BY number DESC LIMIT 1", ReadVersion, ("$model", model)).FirstOrDefault(),
        cancellationToken);

    public Task<IReadOnlyList<VersionEntry>> ReadVersionsAsync(string model, int after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<VersionEntry>>(
            c => c.Query(
                $"{Versions} WHERE model = $model AND number > $after ORDER BY number LIMIT $limit",
                ReadVersion,
                ("$model", model),
                ("$after", after),
                ("$limit", limit)),
            cancellationToken);

    public Task<IReadOnlyList<string>> ReadModelsAsync(string after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(
            c => c.Query($"{Names(after => FirstIn("versions", after))} LIMIT $limit", row => row.GetString(0), ("$after", after), ("$limit", limit)),
            cancellationToken);

    public Task<IReadOnlyList<string>> ReadLostModelsAsync(string after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(
            c => c.Query(
                $"{Names(FirstDeployedOrSaid)} AND NOT EXISTS (SELECT 1 FROM versions AS v WHERE v.model = names.model) LIMIT $limit",
                row => row.GetString(0),
                ("$after", after),
                ("$limit", limit)),
            cancellationToken);

    public Task<bool> TryAddDeploymentAsync(DeploymentEntry entry, int eventsSeen, CancellationToken cancellationToken) => database.WriteAsync(
        c => c.Execute(
            """
            INSERT INTO deployments (model, number, document)
            SELECT $model, $number, $document
            WHERE $number = 1 + COALESCE((SELECT MAX(number) FROM deployments WHERE model = $model), 0)
                AND $seen = COALESCE((SELECT MAX(number) FROM version_events WHERE model = $model), 0)
            ON CONFLICT DO NOTHING
            """,
            ("$model", entry.Model),
            ("$number", entry.Number),
            ("$document", entry.Document),
            ("$seen", eventsSeen)) == 1,
        cancellationToken);

    public Task<DeploymentEntry?> FindLastDeploymentAsync(string model, CancellationToken cancellationToken) => database.ReadAsync(
        c => c.Query($"{Deployments} WHERE model = $model ORDER BY number DESC LIMIT 1", ReadDeployment, ("$model", model)).FirstOrDefault(),
        cancellationToken);

    public Task<IReadOnlyList<DeploymentEntry>> ReadDeploymentsAsync(string model, int before, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DeploymentEntry>>(
            c => c.Query(
                $"{Deployments} WHERE model = $model AND number < $before ORDER BY number DESC LIMIT $limit",
                ReadDeployment,
                ("$model", model),
                ("$before", before),
                ("$limit", limit)),
            cancellationToken);

    // Writers take turns, so sequences become visible in their order.
    public Task<IReadOnlyList<DeploymentEntry>> ReadChangesAsync(long after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DeploymentEntry>>(
            c => c.Query(
                $"""
                {Deployments} WHERE sequence > CASE WHEN $after > (SELECT COALESCE(MAX(sequence), 0) FROM deployments) THEN 0 ELSE $after END
                    AND NOT EXISTS (SELECT 1 FROM deployments AS later WHERE later.model = d.model AND later.number > d.number)
                ORDER BY sequence LIMIT $limit
                """,
                ReadDeployment,
                ("$after", after),
                ("$limit", limit)),
            cancellationToken);

    public Task<IReadOnlyList<VersionEntry>> ReadNamingAsync(
        string artifactDigest, (string Model, int Number) after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<VersionEntry>>(
            c => c.Query(
                $"{Versions} WHERE artifact_digest = $digest AND (model, number) > ($model, $number) ORDER BY model, number LIMIT $limit",
                ReadVersion,
                ("$digest", artifactDigest),
                ("$model", after.Model),
                ("$number", after.Number),
                ("$limit", limit)),
            cancellationToken);

    // A transaction that changes nothing: it is there for the lock.
    public Task<bool> TryRemoveAsync(string artifactDigest, string saying, Func<Task> remove, CancellationToken cancellationToken) => database.WriteAsync(
        c => c.Query(
            """
            SELECT 1 FROM versions AS v WHERE artifact_digest = $digest AND NOT EXISTS (
                SELECT 1 FROM version_events AS e WHERE e.model = v.model AND e.version = v.number AND e.kind = $kind)
            LIMIT 1
            """,
            row => row.GetInt32(0),
            ("$digest", artifactDigest),
            ("$kind", saying)).Count == 0 && Run(remove),
        cancellationToken);

    public Task<bool> TryAddEventAsync(VersionEventEntry entry, int deploymentsSeen, CancellationToken cancellationToken) => database.WriteAsync(
        c => c.Execute(
            """
            INSERT INTO version_events (model, number, version, kind, document)
            SELECT $model, $number, $version, $kind, $document
            WHERE $number = 1 + COALESCE((SELECT MAX(number) FROM version_events WHERE model = $model), 0)
                AND $seen = COALESCE((SELECT MAX(number) FROM deployments WHERE model = $model), 0)
            ON CONFLICT DO NOTHING
            """,
            ("$model", entry.Model),
            ("$number", entry.Number),
            ("$version", entry.Version),
            ("$kind", entry.Kind),
            ("$document", entry.Document),
            ("$seen", deploymentsSeen)) == 1,
        cancellationToken);

    public Task<VersionEventEntry?> FindLastEventAsync(string model, CancellationToken cancellationToken) => database.ReadAsync(
        c => c.Query($"{Events} WHERE model = $model ORDER BY number DESC LIMIT 1", ReadEvent, ("$model", model)).FirstOrDefault(),
        cancellationToken);

    public Task<IReadOnlyList<VersionEventEntry>> ReadEventsAsync(
        string model, int? version, string? kind, int after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<VersionEventEntry>>(
            c => c.Query(
                $"{Events} WHERE model = $model AND number > $after{(version is null ? "" : " AND version = $version")}{(kind is null ? "" : " AND kind = $kind")} "
                    + "ORDER BY number LIMIT $limit",
                ReadEvent,
                [
                    ("$model", model),
                    ("$after", after),
                    ("$limit", limit),
                    .. version is null ? [] : new (string, object?)[] { ("$version", version) },
                    .. kind is null ? [] : new (string, object?)[] { ("$kind", kind) },
                ]),
            cancellationToken);

    // From each name to the next by the index: the cost is that of the names, not of their rows.
    private static string Names(Func<string, string> first) =>
        $"""
        WITH RECURSIVE names (model) AS (
            SELECT {first("$after")}
            UNION ALL
            SELECT {first("names.model")} FROM names WHERE names.model IS NOT NULL
        )
        SELECT model FROM names WHERE model IS NOT NULL
        """;

    private static string FirstIn(string table, string after) => $"(SELECT MIN(model) FROM {table} WHERE model > {after})";

    // The smaller of the two, or the one that there is.
    private static string FirstDeployedOrSaid(string after)
    {
        var (deployed, said) = (FirstIn("deployments", after), FirstIn("version_events", after));
        return $"MIN(COALESCE({deployed}, {said}), COALESCE({said}, {deployed}))";
    }

    // This thread is the transaction's and waits for nothing else.
    private static bool Run(Func<Task> step)
    {
        step().GetAwaiter().GetResult();
        return true;
    }

    private static VersionEventEntry ReadEvent(SqliteDataReader row) =>
        new(row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetString(3), row.GetString(4));

    private static VersionEntry ReadVersion(SqliteDataReader row) =>
        new(row.GetString(0), row.GetInt32(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), row.GetString(4));

    private static DeploymentEntry ReadDeployment(SqliteDataReader row) =>
        new(row.GetString(0), row.GetInt32(1), row.GetString(2)) { Sequence = row.GetInt64(3) };
}
