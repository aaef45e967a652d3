using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace MlOps.Heuristics;

public class LayerTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_clamp_applied_twice_is_one_applied_once_and_leaves_its_band_alone() => Gen.Select(Gen.Float, Gen.Double[-1e6, 0], Gen.Double[0, 1e6]).Sample((number, min, max) =>
    {
        var answer = Of<Row, float>(m => m.Clamp("band", p => p, min, max, (_, v) => v));
        var once = answer(new(1), number);
        var twice = answer(new(1), once.Value);
        Assert.Equal(once.Value, twice.Value);
        Assert.Empty(twice.Heuristics);
        Assert.True(float.IsNaN(number) || (once.Value >= (float)min && once.Value <= (float)max));
    });

    [Fact]
    public void Rounding_and_snapping_applied_twice_are_applied_once() => Gen.Select(Gen.Float[-1e6f, 1e6f], Gen.Double[0.001, 1000], Gen.Double[-1e6, 1e6].Array[1, 9]).Sample((number, step, values) =>
    {
        var round = Of<Row, float>(m => m.Round("round", p => p, (_, v) => v, o => o.Step = step));
        var snap = Of<Row, float>(m => m.SnapTo("snap", p => p, (_, v) => v, o => Array.ForEach(values, o.Values.Add)));
        Assert.Empty(round(new(1), round(new(1), number).Value).Heuristics);
        var snapped = snap(new(1), number).Value;
        Assert.Empty(snap(new(1), snapped).Heuristics);
        Assert.Equal(values.Min(v => Math.Abs((float)v - number)), Math.Abs(snapped - number));
    });

    [Fact]
    public void Multiples_of_a_step_stay_what_they_are_whatever_is_done_with_others() => Gen
        .Select(Gen.Int[-100_000, 100_000], Gen.Int[0, 5].Select(i => ((int[])[1, 2, 10, 20, 100, 1000])[i]), Gen.Enum<MidpointRounding>())
        .Sample((steps, perOne, midpoint) =>
        {
            var multiple = (double)steps / perOne;
            var answer = Of<Row, double>(m => m.Round("round", p => p, (_, v) => v, o => (o.Step, o.Midpoint) = (1d / perOne, midpoint)));
            Assert.Empty(answer(new(1), multiple).Heuristics);
            Assert.Empty(answer(new(1), answer(new(1), multiple + (0.3 / perOne)).Value).Heuristics);
        });

    [Theory]
    [InlineData(1.1299, 0.01, 1.13)]
    [InlineData(0.34, 0.05, 0.35)]
    [InlineData(449_000, 10_000, 450_000)]
    [InlineData(7, 0.75, 6.75)]
    public void A_rounded_number_is_the_double_next_to_the_decimal(double number, double step, double rounded) =>
        Assert.Equal(rounded, Of<Row, double>(m => m.Round("round", p => p, (_, v) => v, o => o.Step = step))(new(1), number).Value);

    [Fact]
    public void Numbers_far_apart_are_snapped_to_the_nearer_one()
    {
        var answer = Of<Row, int>(m => m.SnapTo("snap", p => p, (_, v) => v, o => Array.ForEach([-2_000_000_000d, 2_000_000_000], o.Values.Add)));
        Assert.Equal(2_000_000_000, answer(new(1), 1_900_000_000).Value);
        Assert.Equal(-2_000_000_000, answer(new(1), -1_900_000_000).Value);
    }

    [Fact]
    public void A_cool_down_never_lets_two_of_a_key_through_within_its_duration() => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 90]).Array[1, 60].Sample(alerts =>
    {
        var time = new FakeTimeProvider(Start);
        var answer = Of<Row, float>(m => m.Cooldown("cool", (_, _) => true, (row, _) => row.Age, o => o.Duration = TimeSpan.FromSeconds(60)), time);
        var through = new Dictionary<float, DateTimeOffset>();
        foreach (var (key, seconds) in alerts)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            var cools = through.TryGetValue(key, out var last) && time.GetUtcNow() - last < TimeSpan.FromSeconds(60);
            Assert.Equal(cools, answer(new(key), 1).Outcome == PredictionOutcome.Suppressed);
            through[key] = cools ? last : time.GetUtcNow();
        }
    });

    [Fact]
    public void Threads_at_once_get_one_alert_through_a_cool_down()
    {
        var answer = Of<Row, float>(m => m.Cooldown("cool", (_, _) => true, (row, _) => row.Age), new FakeTimeProvider(Start));
        var through = new int[50];
        InThreads(8, () =>
        {
            for (var key = 0; key < through.Length; key++)
            {
                Interlocked.Add(ref through[key], answer(new(key), 1).Outcome == PredictionOutcome.Answered ? 1 : 0);
            }
        });
        Assert.All(through, t => Assert.Equal(1, t));
    }

    [Fact]
    public void A_duplicate_is_one_of_which_the_last_was_seen_within_the_window_let_through_or_not()
    {
        var time = new FakeTimeProvider(Start);
        var answer = Of<Row, float>(m => m.SuppressDuplicates("again", (_, _) => true, (row, _) => row.Age, o => o.Window = TimeSpan.FromSeconds(60)), time);
        Assert.Equal(PredictionOutcome.Answered, answer(new(1), 1).Outcome);
        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromSeconds(59));
            Assert.Equal(PredictionOutcome.Suppressed, answer(new(1), 1).Outcome);
        }

        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(PredictionOutcome.Answered, answer(new(1), 1).Outcome);
    }

    [Fact]
    public void Within_its_band_hysteresis_never_flaps() => Gen.Float[0, 1].Array[1, 60].Sample(scores =>
    {
        var answer = Of<Row, (float Score, bool On)>(m => m.Hysteresis(
            "steady", (row, _) => row.Age, a => a.Score, a => a.On, (a, on) => (a.Score, on), o => (o.On, o.Off) = (0.8, 0.4)));
        var on = false;
        foreach (var score in scores)
        {
            var now = answer(new(1), (score, score > 0.6f)).Value.On;
            Assert.True(now == on || (now ? score >= 0.8 : score < 0.4));
            Assert.True(score >= 0.8 ? now : score >= 0.4 || !now);
            on = now;
        }
    });

    [Fact]
    public void An_alert_needs_k_hits_of_the_last_n() => Gen.Select(Gen.Bool.Array[1, 80], Gen.Int[1, 64], Gen.Int[1, 64]).Sample((hits, a, b) =>
    {
        var (k, n) = (Math.Min(a, b), Math.Max(a, b));
        var answer = Of<Row, bool>(m => m.RequireHits("k of n", (_, hit) => hit, (row, _) => row.Age, o => (o.Required, o.OutOf) = (k, n)));
        for (var i = 0; i < hits.Length; i++)
        {
            var enough = hits[..(i + 1)].TakeLast(n).Count(h => h) >= k;
            Assert.Equal(hits[i] && !enough, answer(new(1), hits[i]).Outcome == PredictionOutcome.Suppressed);
        }
    });

    [Fact]
    public void A_budget_holds_in_every_span() => Gen.Int[0, 400].Array[1, 80].Sample(seconds =>
    {
        var time = new FakeTimeProvider(Start);
        var answer = Of<Row, float>(m => m.AlertBudget("budget", (_, _) => true, o => o.Maximum = 5), time);
        var through = new List<DateTimeOffset>();
        foreach (var wait in seconds)
        {
            time.Advance(TimeSpan.FromSeconds(wait));
            var spent = through.Count(t => time.GetUtcNow() - t < TimeSpan.FromHours(1)) >= 5;
            Assert.Equal(spent, answer(new(1), 1).Outcome == PredictionOutcome.Suppressed);
            if (!spent)
            {
                through.Add(time.GetUtcNow());
            }
        }
    });

    [Fact]
    public void A_budget_holds_under_eight_threads()
    {
        var answer = Of<Row, float>(m => m.AlertBudget("budget", (_, _) => true, o => o.Maximum = 100), new FakeTimeProvider(Start));
        var through = 0;
        InThreads(8, () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                Interlocked.Add(ref through, answer(new(1), 1).Outcome == PredictionOutcome.Answered ? 1 : 0);
            }
        });
        Assert.Equal(100, through);
    }

    [Fact]
    public void A_million_keys_are_held_to_the_bound_and_the_forgotten_are_counted()
    {
        var state = new State.KeyedState<int, long>(10_000);
        for (var key = 0; key < 1_000_000; key++)
        {
            state.Update(key, 0, static (ref _, _, _) => true);
        }

        Assert.InRange(state.Count, 1, 10_000);
        Assert.Equal(1_000_000, state.Count + state.Forgotten);
    }

    [Fact]
    public void Of_few_keys_the_one_unseen_longest_is_forgotten()
    {
        var state = new State.KeyedState<int, long>(2);
        bool IsNew(int key) => state.Update(key, 0, static (ref _, isNew, _) => isNew);
        Assert.True(IsNew(1) && IsNew(2) && !IsNew(1) && IsNew(3) && !IsNew(1) && IsNew(2));
    }

    [Fact]
    public void A_clock_on_the_wall_that_is_set_back_changes_no_cool_down_and_a_monotonic_one_begins_it_anew()
    {
        var time = new SetBack { Timestamp = TimeSpan.FromHours(10).Ticks };
        var answer = Of<Row, float>(m => m.Cooldown("cool", (_, _) => true, (row, _) => row.Age, o => o.Duration = TimeSpan.FromMinutes(1)), time);
        answer(new(1), 1);
        time.Wall -= TimeSpan.FromHours(5);
        time.Timestamp += TimeSpan.FromMinutes(1).Ticks;
        Assert.Equal(PredictionOutcome.Answered, answer(new(1), 1).Outcome);
        time.Timestamp -= TimeSpan.FromHours(5).Ticks;
        Assert.Equal(PredictionOutcome.Suppressed, answer(new(1), 1).Outcome);
        time.Timestamp += TimeSpan.FromMinutes(1).Ticks;
        Assert.Equal(PredictionOutcome.Answered, answer(new(1), 1).Outcome);
    }

    [Theory]
    [InlineData("2026-03-02T22:59:59Z", false)]
    [InlineData("2026-03-02T23:00:00Z", true)]
    [InlineData("2026-03-03T00:59:59Z", true)]
    [InlineData("2026-03-03T01:00:00Z", false)]
    [InlineData("2026-03-03T23:30:00Z", false)]
    public void Maintenance_goes_by_the_clock_of_its_time_zone_and_over_midnight(string now, bool withheld)
    {
        var answer = Of<Row, float>(
            m => m.SuppressDuringMaintenance("night", (_, _) => true, o => o.Weekly.Add(
                new() { Days = { DayOfWeek.Tuesday }, From = new(0, 0), To = new(2, 0), TimeZone = "Europe/Berlin" })),
            new FakeTimeProvider(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(withheld, answer(new(1), 1).Outcome == PredictionOutcome.Suppressed);
    }

    [Fact]
    public void Lists_and_confidence_fire_on_what_they_say()
    {
        var deny = Of<string, float>(m => m.DenyList("deny", (row, _) => row, o => o.Values.Add("a")));
        var allow = Of<string, float>(m => m.AllowList("allow", (row, _) => row, o => o.Values.Add("a"), (_, _) => 0));
        var sure = Of<string, float>(m => m.RequireConfidence("sure", a => a, (_, _) => -1, o => o.Minimum = 0.7));
        Assert.Equal("deny suppressed (on the list)", Assert.Single(deny("a", 1).Heuristics).ToString());
        Assert.Equal((1, 1, 0), (deny("b", 1).Value, allow("a", 1).Value, allow("b", 1).Value));
        Assert.Equal((0.7f, -1, -1), (sure("a", 0.71f).Value > 0.7f ? 0.7f : 0, sure("a", 0.69f).Value, sure("a", float.NaN).Value));
    }

    internal static Func<TInput, TOutput, Prediction<TOutput>> Of<TInput, TOutput>(Action<FakeBuilder<TInput, TOutput>> rules, TimeProvider? time = null)
    {
        var builder = FakeBuilder<TInput, TOutput>.With(rules);
        builder.Services.AddSingleton(time ?? new FakeTimeProvider(Start));
        return builder.Answerer();
    }

    private static void InThreads(int count, Action run)
    {
        var threads = Enumerable.Range(0, count).Select(_ => new Thread(() => run())).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
    }

    private sealed class SetBack : TimeProvider
    {
        public DateTimeOffset Wall { get; set; } = Start;

        public long Timestamp { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => Timestamp;
    }
}
