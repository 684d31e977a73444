using Gyrus.Glm.Features;

namespace Gyrus.Glm.Selection;

/// <summary>Columns that never go with an event: without a penalty their coefficients run off to infinity, and the mean to 0 wherever they are not zero.</summary>
/// <remarks>
/// A column counts that is 0 in every sample with an event, not 0 in all others, and never of both signs: the functions of a local basis, a class or a window do.
/// </remarks>
/// <param name="Ends">Where the coefficient of each column ends: −∞, +∞ (of a column that is not positive), or 0 for those that stay.</param>
/// <param name="Weights">The weights of the samples, 0 where a silent column is not 0.</param>
internal sealed record SilentColumns(double[] Ends, double[] Weights)
{
    public bool IsAny => Array.Exists(Ends, static e => e != 0);

    public static SilentColumns None(int columns) => new(new double[columns], []);

    /// <summary>The silent columns of a design; none of families and links whose mean has no end at 0 without cost.</summary>
    public static SilentColumns Of(GlmData data, int neuron, ObservationModel observation)
    {
        int columns = data.Design.Columns;
        if (
            observation.Family is not (Family.Poisson or Family.NegativeBinomial or Family.Bernoulli)
            || observation.EffectiveLink == Link.Identity
        )
        {
            return None(columns);
        }

        GlmTask task = GlmTask.Of(data, neuron, observation.Family);
        double[] response = task.Response();
        double[] weights = [.. Enumerable.Range(0, response.Length).Select(i => data.Weights?[i] ?? 1)];
        double[] ends = new double[columns];
        double[] unit = new double[columns];
        double[] x = new double[response.Length];
        for (int j = 0; j < columns; j++)
        {
            Array.Clear(x);
            unit[j] = 1;
            data.Design.Store.AddProduct(unit, x);
            unit[j] = 0;
            ends[j] = EndOf(x, response, task.Weights);
            for (int i = 0; i < x.Length && ends[j] != 0; i++)
            {
                weights[i] = x[i] != 0 ? 0 : weights[i];
            }
        }

        // Labels that are all 1 then have no optimum either.
        bool isLeft =
            observation.Family != Family.Bernoulli
            || Enumerable.Range(0, weights.Length).Any(i => task.Weights[i] > 0 && weights[i] > 0 && response[i] == 0);
        return isLeft ? new SilentColumns(ends, weights) : None(columns);
    }

    /// <summary>What follows from them, in words that neurons share.</summary>
    public string Describe(Design part)
    {
        IEnumerable<string> blocks = part
            .Blocks.Where(b => Ends.AsSpan(b.Start, b.Count).ContainsAnyExcept(0))
            .Select(static b => $"'{b.Name}'");
        return $"No spike goes with some columns of {string.Join(", ", blocks)}: without a penalty the mean there runs off to 0. There are no bands there; intervals and tests of the rest are those of the samples that these columns leave alone.";
    }

    private static double EndOf(double[] x, double[] response, double[] weights)
    {
        (bool positive, bool negative) = (false, false);
        for (int i = 0; i < x.Length; i++)
        {
            if (weights[i] == 0 || x[i] == 0)
            {
                continue;
            }

            if (response[i] > 0)
            {
                return 0;
            }

            positive |= x[i] > 0;
            negative |= x[i] < 0;
        }

        return (positive, negative) switch
        {
            (true, false) => double.NegativeInfinity,
            (false, true) => double.PositiveInfinity,
            _ => 0,
        };
    }
}
