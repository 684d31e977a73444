using Gyrus.IO.Tables;
using Gyrus.Numerics;

namespace Gyrus.Cli.Commands;

/// <summary>Reads which volumes to keep.</summary>
internal static class SampleMask
{
    /// <summary>Numbers of volumes from 0, ascending, one per line; or one 0 or 1 per volume.</summary>
    public static IReadOnlyList<int> Read(string path)
    {
        Matrix values = ConfoundTable.Read(path).Values;
        if (values.Columns != 1)
        {
            throw new InvalidDataException(
                $"{path}: expected one column of volumes to keep, but found {values.Columns} columns."
            );
        }

        int[] numbers = new int[values.Rows];
        for (int i = 0; i < values.Rows; i++)
        {
            double value = values[i, 0];
            numbers[i] =
                value is >= 0 and <= int.MaxValue && value == Math.Floor(value)
                    ? (int)value
                    : throw new InvalidDataException(
                        FormattableString.Invariant(
                            $"{path}: expected the number of a volume from 0, but row {i + 1} is {value}."
                        )
                    );
        }

        bool flags = numbers.All(n => n <= 1) && numbers.Length > 2;
        return flags ? [.. Enumerable.Range(0, numbers.Length).Where(i => numbers[i] == 1)] : numbers;
    }
}
