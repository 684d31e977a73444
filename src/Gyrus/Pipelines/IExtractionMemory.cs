using Gyrus.Imaging;

namespace Gyrus.Pipelines;

/// <summary>Remembers what was extracted from recordings, so that the next run with other cleaning or another estimator starts at once.</summary>
/// <remarks>
/// The core asks and tells; where it is kept, and what a recording is known by, is the affair of whoever implements it. What comes
/// back must be equal to the bit to what an extraction would give. Called from several threads at once.
/// </remarks>
public interface IExtractionMemory
{
    /// <summary>What was extracted from a recording before, or null.</summary>
    /// <param name="scan">The recording.</param>
    /// <param name="atlas">The regions.</param>
    /// <param name="key">What the extraction depends on beside the recording's content: see <see cref="ExtractionKey"/>.</param>
    ExtractedSignals? Recall(SubjectScan scan, IAtlas atlas, string key);

    /// <summary>Is told what was extracted.</summary>
    /// <param name="scan">The recording.</param>
    /// <param name="atlas">The regions.</param>
    /// <param name="key">As for <see cref="Recall"/>.</param>
    /// <param name="extracted">The result.</param>
    void Remember(SubjectScan scan, IAtlas atlas, string key, ExtractedSignals extracted);
}
