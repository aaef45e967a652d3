using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps.MLNet.Fitting;

/// <summary>Makes sure that a model reads one row type and fills another, and says column by column where it doesn't.</summary>
internal static class ModelFit
{
    /// <exception cref="ModelLoadException">It doesn't fit; the message holds everything that is wrong.</exception>
    public static void Check(string model, ITransformer transformer, DataViewSchema? trainedOn, Type input, Type output)
    {
        if (!transformer.IsRowToRowMapper)
        {
            throw new ModelLoadException(
                $"'{model}' doesn't answer row by row (it filters, shuffles or looks at whole series), so it can't serve single predictions. " +
                "Save only the part of the pipeline that maps one row to one answer.");
        }

        var reads = RowSchema.Of(input, SchemaDefinition.Direction.Read, model);
        var fills = RowSchema.Of(output, SchemaDefinition.Direction.Write, model);
        List<string> mistakes = [.. OutputFit.ExplainUnfilled(fills)];
        Exception? cause = null;
        DataViewSchema? answers;
        try
        {
            var mapper = transformer.GetRowToRowMapper(PassThrough.Mark(reads.ToSchema()));
            answers = mapper.OutputSchema;
            var read = mapper.GetDependencies(answers.Where(a => fills.Columns[a.Name] is not null));
            mistakes.AddRange(trainedOn is null ? [] : InputFit.Compare(trainedOn, read, reads));
        }
        catch (Exception e)
        {
            cause = e;
            mistakes.AddRange(InputFit.Explain(transformer, trainedOn, reads, e));
            // What comes out can still be told from what the model was trained on.
            answers = trainedOn is null ? null : transformer.GetOutputSchema(PassThrough.Mark(trainedOn));
        }

        if (answers is not null)
        {
            mistakes.AddRange(OutputFit.Explain(answers, fills));
        }

        if (mistakes.Count > 0)
        {
            throw new ModelLoadException(
                $"'{model}' doesn't fit the types {input.Name} and {output.Name} that it was declared with. {string.Join(" ", mistakes)}", cause);
        }
    }
}
