namespace MlOps.Validation.Batches;

/// <summary>A sum of doubles with what rounding lost (Neumaier's compensated summation), so that its error hardly grows with the number of terms.</summary>
internal struct ExactSum
{
    private double _sum;
    private double _lost;

    public readonly double Value => _sum + _lost;

    public void Add(double term)
    {
        var sum = _sum + term;
        _lost += Math.Abs(_sum) >= Math.Abs(term) ? _sum - sum + term : term - sum + _sum;
        _sum = sum;
    }

    public void Add(ExactSum other)
    {
        var lost = _lost + other._lost;
        _lost = 0;
        Add(other._sum);
        _lost += lost;
    }
}
