using System.Security.Cryptography;

namespace MlOps.Docs.Serving;

/// <summary>docs/registry.md, signatures: a registry on disk that a stranger may write, and a host that trusts one key.</summary>
public sealed class SignedPlanTests
{
    private static readonly Person Row = new() { Age = 44, HoursPerWeek = 40 };

    [Fact]
    public async Task A_host_serves_what_its_key_signed_whatever_a_stranger_deploys()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var pipeline = new App();
        await using var stranger = new App();
        await using var host = new App();
        var directory = Path.Combine(pipeline.Directory, "models");
        pipeline.Services.AddModelRegistry().UseSqlite(directory).SignWith(key.ExportPkcs8PrivateKeyPem()).TrustOnly(key.ExportSubjectPublicKeyInfoPem());
        stranger.Services.AddModelRegistry().UseSqlite(directory);
        host.Services.AddModelRegistry(o => o.PollInterval = TimeSpan.FromMilliseconds(10)).UseSqlite(directory).TrustOnly(key.ExportSubjectPublicKeyInfoPem());
        host.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet();
        await IncomeModels.DeployBothAsync(pipeline.Registry);
        await host.StartAsync();
        Assert.Equal(2, (await host.Predictor.PredictAsync(Row)).Route!.Version);

        // A plan that nobody signed, of a version that nobody signed.
        var second = await stranger.Registry.GetDeploymentAsync("income");
        var evil = await stranger.Registry.RegisterAsync("income", IncomeModels.Careful, new() { Owner = "o", Purpose = "p" });
        var planted = await stranger.Registry.DeployAsync("income", DeploymentPlan.Live(evil), second, new("mine"));
        await Assert.ThrowsAsync<MlOpsException>(() => host.Models.RefreshAsync("income"));
        var status = host.Models.GetStatus("income");
        Assert.Equal((2, 2), ((await host.Predictor.PredictAsync(Row)).Route!.Version, status.Serving!.Number));
        Assert.Contains("income #3: live v3 isn't signed", status.Problem, StringComparison.Ordinal);

        // A host that starts now serves nothing that is not signed.
        await using var late = new App();
        late.Services.AddModelRegistry().UseSqlite(directory).TrustOnly(key.ExportSubjectPublicKeyInfoPem());
        late.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet().FallBackTo("base rate", _ => new() { Probability = 0.24f });
        await late.StartAsync();
        Assert.Equal("base rate", (await late.Predictor.PredictAsync(Row)).Route!.Name);

        // The way out: a signed plan over it.
        await pipeline.Registry.DeployAsync("income", DeploymentPlan.Live(1), planted, new("over a plan that nobody signed"));
        await host.Models.RefreshAsync("income");
        Assert.Equal((1, null), ((await host.Predictor.PredictAsync(Row)).Route!.Version, host.Models.GetStatus("income").Problem));
    }
}
