using MlOps.MLNet.Loading;
using MlOps.Runtimes;

namespace MlOps;

internal static class LoadingExtensions
{
    public static async Task<MLNetModel<TInput, TOutput>> LoadAsync<TInput, TOutput>(
        this ModelContent content, Action<MLNetOptions>? configure = null)
        where TInput : class
        where TOutput : class, new()
    {
        var builder = new TestBuilder<TInput, TOutput>();
        builder.UseMLNet(configure);
        return (MLNetModel<TInput, TOutput>)await builder.Build().LoadAsync(content, TestContext.Current.CancellationToken);
    }

    public static Task<MLNetModel<CensusRow, IncomeScore>> LoadAsync(this ModelContent content, Action<MLNetOptions>? configure = null) =>
        content.LoadAsync<CensusRow, IncomeScore>(configure);
}
