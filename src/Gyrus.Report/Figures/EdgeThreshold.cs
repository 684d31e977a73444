using System.Globalization;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>Which edges of a symmetric matrix are shown: those with |a| ≥ t, a ≠ 0 and a finite.</summary>
/// <remarks>
/// "80%" has one meaning everywhere: t is the 80th percentile, linearly interpolated, of |a| over the strict lower triangle
/// (entries that are not finite are left out). The diagonal never counts. A number is t itself. This is the rule of nilearn's plot_connectome;
/// its view_connectome counts the diagonal and uses another percentile, so the same text shows other edges there.
/// </remarks>
public readonly record struct EdgeThreshold
{
    private readonly double _amount;
    private readonly bool _isPercentile;

    private EdgeThreshold(double amount, bool isPercentile)
    {
        _amount = amount;
        _isPercentile = isPercentile;
    }

    /// <summary>Gets the threshold that keeps every edge that is not zero.</summary>
    public static EdgeThreshold None => default;

    /// <summary>Keeps |a| ≥ the percentile of |a| over the strict lower triangle.</summary>
    /// <param name="percent">0 to 100.</param>
    public static EdgeThreshold Percentile(double percent) =>
        percent is >= 0 and <= 100
            ? new EdgeThreshold(percent, true)
            : throw new ArgumentOutOfRangeException(
                nameof(percent),
                Invariant($"An edge percentile must be between 0 and 100, but was {percent}.")
            );

    /// <summary>Keeps |a| ≥ a number.</summary>
    /// <param name="value">At least 0, in the units of the matrix.</param>
    public static EdgeThreshold Absolute(double value) =>
        double.IsFinite(value) && value >= 0
            ? new EdgeThreshold(value, false)
            : throw new ArgumentOutOfRangeException(
                nameof(value),
                Invariant($"An edge threshold must be a finite number of at least 0, but was {value}.")
            );

    /// <summary>Reads "80%" as a percentile and "0.3" as a number.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static EdgeThreshold Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        bool isPercentile = trimmed.EndsWith('%');
        string number = isPercentile ? trimmed[..^1] : trimmed;
        bool read = double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double amount);
        return (read, isPercentile) switch
        {
            (true, true) when amount is >= 0 and <= 100 => Percentile(amount),
            (true, false) when double.IsFinite(amount) && amount >= 0 => Absolute(amount),
            _ => throw new FormatException(
                $"An edge threshold must be a percentile such as 80% or a number such as 0.3, but was '{text}'."
            ),
        };
    }

    /// <summary>The value t for a matrix; 0 when the matrix has no edges.</summary>
    /// <param name="matrix">Square; only the strict lower triangle is read.</param>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public double ValueFor(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Rows != matrix.Columns)
        {
            throw new ArgumentException(
                Invariant($"Edges need a square matrix, but it was {matrix.Rows} × {matrix.Columns}.")
            );
        }

        if (!_isPercentile)
        {
            return _amount;
        }

        var sizes = new List<double>(matrix.Rows * (matrix.Rows - 1) / 2);
        for (int j = 0; j < matrix.Columns; j++)
        {
            foreach (double value in matrix.Column(j)[(j + 1)..])
            {
                if (double.IsFinite(value))
                {
                    sizes.Add(Math.Abs(value));
                }
            }
        }

        if (sizes.Count == 0)
        {
            return 0;
        }

        sizes.Sort();
        double position = _amount / 100 * (sizes.Count - 1);
        int below = Math.Min((int)position, sizes.Count - 1);
        double above = sizes[Math.Min(below + 1, sizes.Count - 1)];
        return above > sizes[below] ? sizes[below] + ((position - below) * (above - sizes[below])) : sizes[below];
    }

    /// <summary>The edges that are kept, weakest first; ties in the order of the lower triangle, column by column.</summary>
    /// <param name="matrix">Square; only the strict lower triangle is read.</param>
    public IReadOnlyList<Edge> EdgesOf(Matrix matrix)
    {
        double threshold = ValueFor(matrix);
        var edges = new List<Edge>();
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = j + 1; i < matrix.Rows; i++)
            {
                double value = matrix[i, j];
                if (value != 0 && double.IsFinite(value) && Math.Abs(value) >= threshold)
                {
                    edges.Add(new Edge(j, i, value));
                }
            }
        }

        return [.. edges.OrderBy(e => Math.Abs(e.Value))];
    }

    /// <summary>As it is read: "80%" or "0.3".</summary>
    public override string ToString() => _isPercentile ? Invariant($"{_amount}%") : Invariant($"{_amount}");
}
