using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using Gyrus.Report.Drawing;

namespace Gyrus.Report.Figures;

/// <content>The values that a page keeps beside the picture, for its script.</content>
public sealed partial record MatrixPlot
{
    /// <summary>The values as packed 16-bit steps for the report's script; of a symmetric matrix only the lower triangle.</summary>
    private IEnumerable<MarkupAttribute> StoredValues()
    {
        double unit = Math.Max(LargestOf(withDiagonal: true), double.Epsilon * 1e20) / short.MaxValue;
        bool symmetric = IsSquare && ColumnLabels.Count == 0 && IsSymmetric();
        using var packed = new MemoryStream();
        using (var bytes = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            WriteSteps(bytes, unit, symmetric);
        }

        return
        [
            ("data-rows", Values.Rows),
            ("data-columns", Values.Columns),
            ("data-symmetric", symmetric ? 1 : 0),
            ("data-unit", unit.ToString("R", CultureInfo.InvariantCulture)),
            ("data-values", Convert.ToBase64String(packed.ToArray())),
            ("data-row-names", Joined(Labels)),
            ("data-column-names", symmetric ? "" : Joined(ColumnNames)),
        ];
    }

    private void WriteSteps(Stream bytes, double unit, bool symmetric)
    {
        Span<byte> two = stackalloc byte[2];
        for (int i = 0; i < Values.Rows; i++)
        {
            for (int j = 0; j < (symmetric ? i + 1 : Values.Columns); j++)
            {
                double value = Shown(i, j);
                short step = double.IsFinite(value) ? (short)Math.Round(value / unit) : short.MinValue;
                BinaryPrimitives.WriteInt16LittleEndian(two, step);
                bytes.Write(two);
            }
        }
    }

    private bool IsSymmetric()
    {
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
