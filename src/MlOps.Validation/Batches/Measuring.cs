using MlOps.Validation.Rows;

namespace MlOps.Validation.Batches;

/// <summary>What is measured of a row beside what is wrong with it.</summary>
internal static class Measuring
{
    public static void Add<TRow>(ColumnCheck<TRow> column, TRow row, ColumnTally tally)
    {
        try
        {
            if (column is ValueCheck<TRow> value)
            {
                tally.Add(value.Read(row));
            }
            else
            {
                tally.Add(((VectorCheck<TRow>)column).Read(row));
            }
        }
        catch (Exception)
        {
            // A property that throws. The explanation runs into it again and says so.
            tally.Add(MissingState.Unparseable);
        }
    }

    /// <summary>Whether a rule has something to judge; one that throws has, and breaks.</summary>
    public static bool Judges<TRow>(RowTest<TRow> test, TRow row)
    {
        try
        {
            return test.Judges(row);
        }
        catch (Exception)
        {
            return true;
        }
    }
}
