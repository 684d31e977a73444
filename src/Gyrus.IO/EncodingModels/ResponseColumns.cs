using Gyrus.Glm;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>Reads columns of responses. A response that the family does not take is told with its place in the file, one that is missing in a warning.</summary>
internal static class ResponseColumns
{
    /// <summary>Reads the columns that some words mean.</summary>
    /// <exception cref="InvalidDataException">A response is none of the family.</exception>
    public static (IReadOnlyList<string> Names, Matrix Values) Read(
        RecordingColumns all,
        IReadOnlyList<string> wanted,
        int[] kept,
        ObservationModel? observation,
        List<string> warnings
    )
    {
        string[] names = [.. wanted.SelectMany(all.Matching).Distinct()];
        double[] values = new double[(long)kept.Length * names.Length];
        (int Count, string? First) missing = default;
        foreach ((int k, string name) in names.Index())
        {
            double[] column = all.Numbers(name, kept);
            for (int i = 0; i < column.Length; i++)
            {
                if (double.IsNaN(column[i]))
                {
                    missing = (missing.Count + 1, missing.First ?? all.Where(name, kept[i]));
                }
                else if (observation?.WantedInsteadOf(column[i]) is { } right)
                {
                    throw new InvalidDataException(
                        Invariant(
                            $"{all.Where(name, kept[i])}: a {observation!.Family} model takes {right} as responses, but column '{MessageText.Shorten(name)}' has {column[i]} here."
                        )
                    );
                }
            }

            column.CopyTo(values, (long)k * kept.Length);
        }

        if (missing.First is { } place)
        {
            warnings.Add(
                Invariant(
                    $"{missing.Count} of {values.LongLength} responses are missing (n/a or NaN), the first at {MessageText.OneLine(place)}: the models of their neurons leave these bins out."
                )
            );
        }

        return (names, Matrix.FromColumnMajor(kept.Length, names.Length, values));
    }
}
