using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Pipelines.Comparison;

/// <summary>Says when a recording fills only a part of the space of its regions, although it is long enough to fill all of it.</summary>
internal static class DegenerateRecording
{
    /// <summary>The warning for samples × regions of fewer independent directions than regions, or nothing.</summary>
    public static IEnumerable<string> Warnings(Matrix recording)
    {
        if (recording.Rows <= recording.Columns)
        {
            yield break;
        }

        int rank = SampleSpectrum.Of(recording, SampleScaling.Standardised).Rank;
        if (rank < recording.Columns)
        {
            yield return Invariant(
                $"The {recording.Columns} regions fill only {rank} dimensions, although there are {recording.Rows} samples (band-pass filter, confound regression or duplicated regions): no density exists there, so likelihoods grow without bound as an estimate becomes singular and must not be compared."
            );
        }
    }
}
