using System.Globalization;
using Gyrus.Report.Drawing;

namespace Gyrus.Report.Figures;

/// <content>The values that a page keeps beside the picture, for its script.</content>
public sealed partial record MatrixPlot
{
    /// <summary>A value is stored in steps of a power of ten: at most this many up to the largest.</summary>
    private const int MostSteps = 1000;

    /// <summary>
    /// The values for the report's script, as what the colour of a cell does not tell; of a symmetric matrix only the lower
    /// triangle. The colour says the value to 1/127 of the limit, so that a few bits are left for each cell.
    /// </summary>
    /// <param name="pixels">The picture: <see cref="Pixels"/>.</param>
    /// <param name="limit">The end of the scale of colours.</param>
    /// <param name="isTriangle">Whether only the lower triangle is in the picture.</param>
    private IEnumerable<MarkupAttribute> StoredValues(byte[] pixels, double limit, bool isTriangle)
    {
        double unit = StepOf(LargestOf(withDiagonal: true));
        double grade = limit / DivergingMap.Half / unit;
        int[] rest = Rest(pixels, unit, grade, isTriangle);
        byte[] packed = Packing.Smallest([.. rest.Select(r => (byte)r), .. rest.Select(r => (byte)(r >> 8))]);
        return
        [
            ("data-rows", Values.Rows),
            ("data-columns", Values.Columns),
            ("data-symmetric", isTriangle ? 1 : 0),
            ("data-unit", unit.ToString("R", CultureInfo.InvariantCulture)),
            ("data-grade", grade.ToString("R", CultureInfo.InvariantCulture)),
            ("data-values", Convert.ToBase64String(packed)),
            .. Names(),
        ];
    }

    /// <summary>Gets the id of a figure on the same page with the same names, which are then not repeated.</summary>
    internal string? NamesOf { get; init; }

    /// <summary>The names of rows and columns as one text, where they are the same.</summary>
    internal string? SharedNames => IsSquare && ColumnLabels.Count == 0 && Labels.Count > 0 ? Joined(Labels) : null;

    private IEnumerable<MarkupAttribute> Names()
    {
        if (NamesOf is { } other)
        {
            yield return ("data-names-of", other);
            yield break;
        }

        yield return ("data-row-names", Joined(Labels));
        if (SharedNames is null)
        {
            yield return ("data-column-names", Joined(ColumnNames));
        }
    }

    /// <summary>The power of ten of which the largest value has 100 to 1000: for correlations 1/1000.</summary>
    private static double StepOf(double largest)
    {
        // A correlation may be 1 + 1e-16.
        double digits = largest > 0 ? Math.Ceiling(Math.Log10(Math.Max(largest, 1e-300)) - 1e-6) : 0;
        return Math.Pow(10, digits) / MostSteps;
    }

    /// <summary>The differences of the values from what the colours say, as numbers from 0: 0, −1, 1, −2, …</summary>
    private int[] Rest(byte[] pixels, double unit, double grade, bool isTriangle)
    {
        var rest = new List<int>(pixels.Length);
        for (int i = 0; i < Values.Rows; i++)
        {
            for (int j = 0; j < (isTriangle ? i + 1 : Values.Columns); j++)
            {
                byte pixel = pixels[(i * Values.Columns) + j];
                int colour = pixel - 1 - DivergingMap.Half;
                int more = pixel == NoColour ? 0 : Steps(Shown(i, j), 1 / unit) - Steps(colour, grade);
                rest.Add(more >= 0 ? 2 * more : (-2 * more) - 1);
            }
        }

        return [.. rest];
    }

    /// <summary>A value in steps, counted from ±1: only 0 itself is 0. The script computes the same from a colour.</summary>
    private static int Steps(double value, double stepsPerUnit) =>
        value == 0 ? 0 : Math.Sign(value) * (1 + (int)Math.Floor((Math.Abs(value) * stepsPerUnit) + 0.5));

    private bool IsSymmetric()
    {
        if (!IsSquare || ColumnLabels.Count > 0)
        {
            return false;
        }

        for (int j = 0; j < Values.Columns; j++)
        {
            for (int i = j + 1; i < Values.Rows; i++)
            {
                if (!Values[i, j].Equals(Values[j, i]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static string Joined(IReadOnlyList<string> names) =>
        string.Join('\n', names.Select(n => n.Replace('\n', ' ')));
}
