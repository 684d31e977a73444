using Gyrus.Numerics;
using Gyrus.Report.Drawing;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>A matrix as coloured cells: blue negative, red positive, symmetric about 0, grey where it is not a number.</summary>
public sealed partial record MatrixPlot : Figure
{
    /// <summary>Gets the values. Shape: rows × columns, any size.</summary>
    public required Matrix Values { get; init; }

    /// <summary>Gets the names of the rows, and of the columns of a square matrix. Empty: no names.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Gets the names of the columns where they are not those of the rows. Empty: as the rows, when square.</summary>
    public IReadOnlyList<string> ColumnLabels { get; init; } = [];

    /// <summary>Gets the network of each row of a square matrix; a line is drawn where it changes. Empty: no networks.</summary>
    public IReadOnlyList<string?> Networks { get; init; } = [];

    /// <summary>Gets the value m of the colour scale −m … m. Default: the largest finite |value|, off the diagonal if square and not all 0 there.</summary>
    public double? Limit
    {
        get;
        init => field = PlotCheck.Limit(value);
    }

    /// <summary>Gets what a square matrix shows on its diagonal. Default: the values.</summary>
    public MatrixDiagonal Diagonal { get; init; }

    /// <summary>Gets what the colours mean, such as "partial correlation". Default: no name.</summary>
    public string ScaleName { get; init; } = "";

    /// <summary>A plot of a regions × regions matrix with names and, where all are known, networks.</summary>
    /// <exception cref="ArgumentException">The matrix has not one row per region.</exception>
    public static MatrixPlot OfRegions(string title, Matrix values, IReadOnlyList<Region> regions)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(regions);
        if (values.Rows != regions.Count || values.Columns != regions.Count)
        {
            throw new ArgumentException(
                Invariant($"Expected a matrix of {regions.Count} regions, but got {values.Rows} × {values.Columns}.")
            );
        }

        return new MatrixPlot
        {
            Title = title,
            Values = values,
            Labels = [.. regions.Select(r => r.Name)],
            Networks = regions.All(r => r.Network is null) ? [] : [.. regions.Select(r => r.Network)],
        };
    }

    private bool IsSquare => Values.Rows == Values.Columns;

    /// <summary>What a cell shows; NaN, which is drawn grey, for anything that is not finite.</summary>
    private double Shown(int i, int j) =>
        IsSquare && i == j && Diagonal == MatrixDiagonal.Zeroed ? 0
        : double.IsFinite(Values[i, j]) ? Values[i, j]
        : double.NaN;

    private double LargestOf(bool withDiagonal)
    {
        double largest = 0;
        for (int j = 0; j < Values.Columns; j++)
        {
            for (int i = 0; i < Values.Rows; i++)
            {
                double size = Math.Abs(Shown(i, j));
                largest = double.IsFinite(size) && (withDiagonal || i != j) ? Math.Max(largest, size) : largest;
            }
        }

        return largest;
    }

    private double ScaleLimit()
    {
        double limit = Limit ?? LargestOf(withDiagonal: !IsSquare);
        limit = limit > 0 ? limit : LargestOf(withDiagonal: true);
        return limit > 0 ? limit : 1;
    }

    private protected override string Describe()
    {
        if (Values.Rows == 0 || Values.Columns == 0)
        {
            return "Empty: there are no values.";
        }

        double[] finite = [.. Values.AsSpan().ToArray().Where(double.IsFinite)];
        int missing = (Values.Rows * Values.Columns) - finite.Length;
        string range =
            finite.Length == 0
                ? ""
                : Invariant($", values from {Ticks.Label(finite.Min())} to {Ticks.Label(finite.Max())}");
        return Invariant(
                $"Matrix of {Wording.Count(Values.Rows, "row")} and {Wording.Count(Values.Columns, "column")}{range}"
            )
            + (missing > 0 ? Invariant($"; missing and drawn grey: {Wording.Count(missing, "value")}.") : ".")
            + Invariant(
                $" Colours from blue at −{Ticks.Label(ScaleLimit())} over white at 0 to red at {Ticks.Label(ScaleLimit())}."
            );
    }
}
