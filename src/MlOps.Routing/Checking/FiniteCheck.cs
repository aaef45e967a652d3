using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MlOps.Routing.Checking;

/// <summary>
/// Finds NaN and infinity in an answer, which no rule has to ask for: wherever its type declares numbers (<see cref="NumberShape"/>).
/// An absent number (null) is no business of this check.
/// </summary>
/// <remarks>
/// One compiled delegate looks; only where it finds something, or a getter throws, a walk by reflection says what and where. That walk
/// does all the work where the runtime can't compile, and for types that contain themselves. Compiled ahead of time, trimming keeps the
/// members of the answer's own type; those of a type nested in it are seen only if something keeps them for reflection, such as a
/// <c>JsonSerializerContext</c> that knows the answer, or a <see cref="DynamicDependencyAttribute"/>.
/// </remarks>
internal sealed class FiniteCheck<[DynamicallyAccessedMembers(RowMembers.All)] TOutput>
{
    private readonly NumberShape? _shape = NumberShape.Of(typeof(TOutput));
    private readonly Func<TOutput, bool> _isFinite;

    public FiniteCheck() => _isFinite = _shape switch
    {
        null => _ => true,
        { IsRecursive: false } when RuntimeFeature.IsDynamicCodeCompiled => FiniteCompiler.Compile<TOutput>(_shape),
        _ => answer => Explain(answer).IsEmpty,
    };

    public bool IsFinite(TOutput answer) => _isFinite(answer);

    public ImmutableArray<Violation> Explain(TOutput answer) => _shape is null ? [] : FiniteExplainer.Explain(answer, _shape);
}
