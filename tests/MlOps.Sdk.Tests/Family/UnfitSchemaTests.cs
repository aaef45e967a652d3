using MlOps.Docs;

namespace MlOps.Family;

/// <summary>A version whose input schema the host's row type can't meet isn't published, and what served goes on.</summary>
public class UnfitSchemaTests
{
    private static readonly DataSchema Fits = DataSchema.For<Docs.Person>(s => s.Column(r => r.Age).InRange(16, 99).Column(r => r.HoursPerWeek).Optional());

    [Theory]
    [InlineData("Weight", ColumnType.Number, "'Weight' (Number) of the schema is no column of Person")]
    [InlineData("Age", ColumnType.Text, "'Age' is Text in the schema, but Person.Age is Number (Single)")]
    [InlineData("Id", ColumnType.Integer, "'Id' is Integer in the schema, but Person.Id is Text (String)")]
    public async Task It_is_refused_by_name_and_the_one_before_goes_on(string column, ColumnType type, string told)
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        app.Services.AddModel<Docs.Person, Docs.Income>("income").FromRegistry().UseMLNet().ValidateInput();
        var (registry, ct) = (app.Registry, TestContext.Current.CancellationToken);
        var unfit = Fits with { Columns = [.. Fits.Columns.Where(c => c.Name != column), new() { Name = column, Type = type, Presence = Presence.Optional }] };
        var v1 = await registry.RegisterAsync("income", IncomeModels.Careful, new() { Owner = "team-census", Purpose = "fits", InputSchema = Fits }, ct);
        var v2 = await registry.RegisterAsync("income", IncomeModels.Careful, new() { Owner = "team-census", Purpose = "does not", InputSchema = unfit }, ct);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(v1), replacing: null, because: new("the first"), cancellationToken: ct);
        await app.StartAsync();
        var row = new Docs.Person { Age = 44, HoursPerWeek = 40 };
        Assert.Equal(1, (await app.Predictor.PredictAsync(row, ct)).Route?.Version);

        await registry.DeployAsync("income", DeploymentPlan.Live(v2), replacing: first, because: new("the second"), new DeployOptions { Force = true }, ct);
        var refused = await Assert.ThrowsAnyAsync<MlOpsException>(() => app.Models.RefreshAsync("income", ct));

        var status = app.Models.GetStatus("income");
        Assert.All([refused.Message, status.Problem], text => Assert.Contains(told, text, StringComparison.Ordinal));
        Assert.Equal((2, 1), (status.Wanted?.Number, status.Serving?.Number));
        Assert.Equal(1, (await app.Predictor.PredictAsync(row, ct)).Route?.Version);
    }
}
