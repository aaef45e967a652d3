using Microsoft.ML;
using MlOps.MLNet.Loading;

namespace MlOps;

public sealed class ContextLoanTests
{
    private readonly ContextLoan _loan = new();
    private readonly MLNetOptions _settings = new();

    [Fact]
    public void Loads_that_follow_each_other_share_a_context_for_a_hundred_times()
    {
        var contexts = Enumerable.Range(0, (2 * ContextLoan.LoadsPerContext) + 1).Select(_ => Use()).ToArray();

        Assert.Equal(3, contexts.Distinct().Count());
        Assert.Single(contexts.Take(ContextLoan.LoadsPerContext).Distinct());
    }

    [Fact]
    public void Loads_at_one_time_have_a_context_each()
    {
        var (outer, inner) = _loan.Use(_settings, a => (a, Use()));

        Assert.NotSame(outer, inner);
    }

    [Fact]
    public void A_context_in_which_a_load_failed_is_not_used_again()
    {
        MLContext? failed = null;
        Assert.Throws<InvalidDataException>(() => _loan.Use<int>(_settings, ml =>
        {
            failed = ml;
            throw new InvalidDataException();
        }));

        Assert.NotSame(failed, Use());
    }

    [Fact]
    public void What_fails_in_a_used_context_is_tried_again_in_a_new_one_unless_it_was_cancelled()
    {
        var used = Use();

        var loadedIn = _loan.Use(_settings, ml => ml == used ? throw new InvalidDataException() : ml);

        Assert.Same(loadedIn, Use());
        Assert.Throws<OperationCanceledException>(() => _loan.Use<int>(_settings, ml => throw (ml == loadedIn ? new OperationCanceledException() : new InvalidDataException())));
    }

    [Fact]
    public void A_context_is_prepared_once_and_anew_where_the_settings_changed()
    {
        var prepared = new List<string>();
        var other = new MLNetOptions { ConfigureContext = _ => prepared.Add("other") };
        _settings.ConfigureContext = _ => prepared.Add("first");

        Use();
        Use();
        _loan.Use(other, ml => ml);
        _loan.Use(other, ml => ml);

        Assert.Equal(["first", "other"], prepared);
    }

    private MLContext Use() => _loan.Use(_settings, ml => ml);
}
