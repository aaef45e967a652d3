namespace MlOps.Validation.Batches;

/// <summary>
/// The sum behind a mean. Numbers so large that a few of them would be infinite are summed apart and scaled down, so that no order of the rows
/// decides whether there is a mean.
/// </summary>
internal struct MeanSum
{
    /// <summary>2^900: from here on a number counts as large.</summary>
    public const double Large = 8.452712498170644e+270;

    // 2^64.
    private const double Scale = 18446744073709551616.0;

    private ExactSum _sum;
    private ExactSum _large;
    private long _count;

    public readonly double? Mean => _count == 0 ? null : (_sum.Value / _count) + (_large.Value / _count * Scale);

    public void Add(double number)
    {
        _count++;
        if (Math.Abs(number) >= Large)
        {
            _large.Add(number / Scale);
        }
        else
        {
            _sum.Add(number);
        }
    }

    /// <summary>Adds several numbers, none of them large.</summary>
    public void Add(double sum, int count)
    {
        _sum.Add(sum);
        _count += count;
    }

    public void Add(MeanSum other)
    {
        _sum.Add(other._sum);
        _large.Add(other._large);
        _count += other._count;
    }
}
