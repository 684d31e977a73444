using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>A basis with everything that was learned from the data it was fitted to, so that new data are mapped the same way.</summary>
public sealed record FittedBasis
{
    /// <summary>Gets the basis.</summary>
    public required Basis Basis { get; init; }

    /// <summary>Gets the number of columns of each covariate.</summary>
    public required IReadOnlyList<int> InputColumns { get; init; }

    /// <summary>Gets the ranges of the columns of the covariates, covariate after covariate; empty for bases that have none.</summary>
    public IReadOnlyList<Interval> Ranges { get; init; } = [];

    /// <summary>Gets the matrices that make exponentials orthonormal, one per column of the covariate; empty for other bases.</summary>
    public IReadOnlyList<Matrix> Mixing { get; init; } = [];

    /// <summary>Gets the fitted terms of a sum or factors of a product; empty for other bases.</summary>
    public IReadOnlyList<FittedBasis> Parts { get; init; } = [];

    /// <summary>Gets the number of columns that the basis makes of these covariates.</summary>
    public int Columns => Basis is SumBasis ? Parts.Sum(p => p.Columns) : Basis.Functions * InputColumns[0];

    /// <summary>The functions at new data. Shape: samples × columns; NaN where a function is not defined.</summary>
    /// <param name="inputs">The covariates. Shape of each: samples × as many columns as in the fit.</param>
    /// <param name="trials">The trial of each sample, which windows do not cross, or null for one.</param>
    /// <exception cref="ArgumentException">The covariates do not have the shapes of the fit.</exception>
    public Matrix Evaluate(IReadOnlyList<Matrix> inputs, IReadOnlyList<int>? trials = null)
    {
        IReadOnlyList<Channel> channels = Channels(inputs, trials);
        var values = new Matrix(inputs[0].Rows, Columns);
        int first = 0;
        foreach (Channel channel in channels)
        {
            channel.CopyTo(values, first);
            first += channel.Functions;
        }

        return values;
    }

    /// <summary>The functions of one covariate of one column.</summary>
    public Matrix Evaluate(double[] covariate) => Evaluate([Basis.Column(covariate)]);

    /// <summary>Evenly spaced values of the first column of each covariate over its range, ends included, and the functions there.</summary>
    /// <param name="points">The number of values, one number per covariate.</param>
    /// <returns>
    /// Points: all combinations × covariates, the last covariate fastest. Values: all combinations × functions of one channel.
    /// </returns>
    /// <exception cref="ArgumentException">The basis has no range to make a grid of (a window, categories, a sum).</exception>
    public (Matrix Points, Matrix Values) EvaluateOnGrid(params IReadOnlyList<int> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        IReadOnlyList<Interval> ranges = FirstRanges();
        Require.SameSize(ranges.Count, points.Count, "one number of grid points per covariate");
        Matrix grid = Grid(ranges, points);
        var inputs = Enumerable.Range(0, points.Count).Select(j => Basis.Column(grid.Column(j).ToArray())).ToArray();
        return (grid, FirstChannel().Evaluate(inputs));
    }

    /// <summary>The blocks of columns that the terms of a sum make, named by their labels; one block for any other basis.</summary>
    public IReadOnlyList<FeatureBlock> Blocks()
    {
        var names = new BasisNames();
        var blocks = new List<FeatureBlock>();
        foreach (FittedBasis part in Basis is SumBasis ? Parts : [this])
        {
            blocks.Add(
                new FeatureBlock
                {
                    Name = names.Name(part.Basis),
                    Start = blocks.Sum(b => b.Count),
                    Count = part.Columns,
                    Basis = part,
                }
            );
        }

        return blocks;
    }

    internal IReadOnlyList<Channel> Channels(IReadOnlyList<Matrix> inputs, IReadOnlyList<int>? trials)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Basis.CheckInputs(inputs);
        for (int k = 0; k < inputs.Count; k++)
        {
            Require.SameSize(
                InputColumns[k],
                inputs[k].Columns,
                Invariant($"as many columns of covariate {k + 1} of '{Basis.DefaultLabel}' as in the fit")
            );
        }

        if (trials is not null)
        {
            Require.SameSize(inputs[0].Rows, trials.Count, "one trial per sample");
        }

        return Basis.Evaluate(this, inputs, trials);
    }

    private static Matrix Grid(IReadOnlyList<Interval> ranges, IReadOnlyList<int> points)
    {
        int rows = points.Aggregate(1, static (a, b) => a * Require.AtLeast(1, b, "points"));
        var grid = new Matrix(rows, points.Count);
        int inner = rows;
        for (int j = 0; j < points.Count; j++)
        {
            inner /= points[j];
            for (int i = 0; i < rows; i++)
            {
                int step = i / inner % points[j];
                grid[i, j] =
                    step == points[j] - 1 && step > 0
                        ? ranges[j].High
                        : ranges[j].Low + (step * (ranges[j].Length / Math.Max(1, points[j] - 1)));
            }
        }

        return grid;
    }

    /// <summary>The range of the first column of each covariate.</summary>
    private List<Interval> FirstRanges()
    {
        if (Basis is ProductBasis)
        {
            return [.. Parts.SelectMany(p => p.FirstRanges())];
        }

        if (Ranges.Count == 0)
        {
            throw new ArgumentException(Invariant($"The basis '{Basis.DefaultLabel}' has no range to make a grid of."));
        }

        int at = 0;
        var first = new List<Interval>();
        foreach (int columns in InputColumns)
        {
            first.Add(Ranges[at]);
            at += columns;
        }

        return first;
    }

    /// <summary>The same functions of the first column of each covariate alone.</summary>
    private FittedBasis FirstChannel() =>
        this with
        {
            InputColumns = [.. InputColumns.Select(_ => 1)],
            Ranges = Basis is ProductBasis ? [] : FirstRanges(),
            Mixing = [.. Mixing.Take(1)],
            Parts = [.. Parts.Select(p => p.FirstChannel())],
        };
}
