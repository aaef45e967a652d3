using MlOps.Fakes;

namespace MlOps.Health;

public class StatusesTests
{
    [Fact]
    public async Task Statuses_come_a_page_at_a_time_and_a_broken_declaration_keeps_none_back()
    {
        await using var services = Setup.Provider(
            m => m.FromFunction(_ => new Score(1)),
            s =>
            {
                s.AddModel<Row, Score>("a").FromFunction(_ => new Score(1));
                s.AddModel<Row, Score>("z");
            });
        var first = services.Host().GetStatuses(count: 2);
        var rest = services.Host().GetStatuses(after: first[^1].Model, count: 2);

        Assert.Equal(["a", "m"], first.Select(s => s.Model));
        Assert.Equal("z", Assert.Single(rest).Model);
        Assert.NotNull(rest[0].Problem);
        Assert.Empty(services.Host().GetStatuses(after: "z"));
    }
}
