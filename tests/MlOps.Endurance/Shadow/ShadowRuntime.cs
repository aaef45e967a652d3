using System.Diagnostics;
using MlOps.Endurance.Serving;
using MlOps.Runtimes;

namespace MlOps.Endurance.Shadow;

/// <summary>Loads shadows of one kind. Where they answer, they answer what live does.</summary>
internal sealed class ShadowRuntime(ShadowKind kind, Trained live) : IModelRuntime<House, Price>
{
    private const string FormatName = "misbehaving";
    private const int Burnt = 10 << 20;

    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(5);

    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hung;

    public string Format => FormatName;

    /// <summary>How many calls have hung.</summary>
    public int Hung => Volatile.Read(ref _hung);

    public static ModelArtifact Artifact(ShadowKind kind) => ModelArtifact.FromBytes(new[] { (byte)kind }, FormatName);

    /// <summary>Calls that hang return.</summary>
    public void LetGo() => _over.TrySetResult();

    public ValueTask<IModel<House, Price>> LoadAsync(ModelContent content, CancellationToken cancellationToken)
    {
        BrokenException.Unless(content.Content.ReadByte() == (int)kind, () => $"{content.Name} isn't the shadow that {kind.Text()}");
        return new(new Model(this));
    }

    private ValueTask<Prediction<Price>> Ask(House row)
    {
        switch (kind)
        {
            case ShadowKind.Sleeps:
                return AfterAsync(Task.Delay(Nap), row);
            case ShadowKind.Throws:
                throw new InvalidOperationException("the shadow has a mistake");
            case ShadowKind.Hangs:
                return HangAsync(row);
            case ShadowKind.Synchronous:
                var began = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(began) < Work)
                {
                    Thread.SpinWait(20);
                }

                return new(Answer(row));
            case ShadowKind.BurnsMemory:
                Array.Fill(new byte[Burnt], (byte)1);
                return new(Answer(row));
            default:
                var answer = Answer(row);
                row.Rooms = -row.Rooms;
                return new(answer);
        }
    }

    private ValueTask<Prediction<Price>> HangAsync(House row)
    {
        if (int.IsOddInteger(Interlocked.Increment(ref _hung)))
        {
            _over.Task.Wait();
        }

        return AfterAsync(_over.Task, row);
    }

    private async ValueTask<Prediction<Price>> AfterAsync(Task task, House row)
    {
        await task.ConfigureAwait(false);
        return Answer(row);
    }

    // A row that was changed before is none that it knows.
    private Prediction<Price> Answer(House row) => new Price { Score = live.AnswerTo(Trained.IndexOf(row)) };

    private sealed class Model(ShadowRuntime runtime) : IModel<House, Price>
    {
        public ValueTask<Prediction<Price>> PredictAsync(House input, CancellationToken cancellationToken) => runtime.Ask(input);
    }
}
