using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance;

/// <summary>Checks of what subjects bring, so that no fit can end in numerical garbage. Regions and subjects are counted from 0.</summary>
internal static class SubjectCheck
{
    /// <summary>The signals of several subjects: one at least, the same regions, two samples each, finite, and none constant.</summary>
    public static void Signals(IReadOnlyList<Matrix> subjects)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        if (subjects.Count == 0)
        {
            throw new ArgumentException("At least one subject is needed, but the list is empty.");
        }

        for (int k = 0; k < subjects.Count; k++)
        {
            ArgumentNullException.ThrowIfNull(subjects[k]);
            if (subjects[k].Columns != subjects[0].Columns)
            {
                throw new ArgumentException(
                    Invariant(
                        $"Expected the same regions in every subject ({subjects[0].Columns} in subject 0), but subject {k} has {subjects[k].Columns}."
                    )
                );
            }

            Signals(subjects[k], k, "");
        }
    }

    /// <summary>The signals of one subject, or of one part of them.</summary>
    /// <param name="signals">Shape: samples × regions.</param>
    /// <param name="subject">The subject, or null when there is only one.</param>
    /// <param name="part">Words that say which part, such as <c>in the test block of fold 2</c>; empty for all samples.</param>
    public static void Signals(Matrix signals, int? subject, string part)
    {
        ArgumentNullException.ThrowIfNull(signals);
        string who = Where(subject, part);
        if (signals.Columns == 0)
        {
            throw new ArgumentException(Invariant($"At least one region is needed{who}, but there is none."));
        }

        if (signals.Rows < 2)
        {
            throw new ArgumentException(
                Invariant(
                    $"A covariance needs at least 2 samples, but there {(signals.Rows == 1 ? "is" : "are")} {signals.Rows}{who}."
                )
            );
        }

        for (int j = 0; j < signals.Columns; j++)
        {
            Column(signals.Column(j), j, who);
        }
    }

    /// <summary>A covariance: finite, with a positive diagonal.</summary>
    public static void Covariance(SampleCovariance covariance, int? subject)
    {
        string who = Where(subject, "");
        for (int j = 0; j < covariance.Regions; j++)
        {
            foreach (double value in covariance.Values.Column(j))
            {
                if (!double.IsFinite(value))
                {
                    throw new ArgumentException(
                        Invariant($"The covariance of region {j}{who} holds a value that is not finite.")
                    );
                }
            }

            if (!(covariance.Values[j, j] > 0))
            {
                throw new ArgumentException(
                    Invariant(
                        $"Region {j} does not vary{who}: its variance is {covariance.Values[j, j]}. Leave it out: a constant region has no connections."
                    )
                );
            }
        }
    }

    private static void Column(ReadOnlySpan<double> column, int region, string who)
    {
        for (int t = 0; t < column.Length; t++)
        {
            if (!double.IsFinite(column[t]))
            {
                throw new ArgumentException(
                    Invariant($"Region {region} has a value that is not finite at sample {t}{who}: {column[t]}.")
                );
            }
        }

        if (IsConstant(column))
        {
            throw new ArgumentException(
                Invariant(
                    $"Region {region} does not vary{who}: every sample is {column[0]}. Leave it out: a constant region has no connections."
                )
            );
        }
    }

    /// <summary>A series that only varies by rounding has no direction either: its correlations would be noise of the last bit.</summary>
    internal static bool IsConstant(ReadOnlySpan<double> column)
    {
        double low = TensorPrimitives.Min(column);
        double high = TensorPrimitives.Max(column);
        return high - low <= 1e-14 * Math.Max(Math.Abs(low), Math.Abs(high));
    }

    private static string Where(int? subject, string part) =>
        (subject is null ? "" : Invariant($" in subject {subject}")) + (part.Length == 0 ? "" : " " + part);
}
