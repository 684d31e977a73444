using Gyrus.Validation;

namespace Gyrus.Glm.Hmm;

/// <summary>The sessions of data: their trials.</summary>
internal static class HmmSessions
{
    /// <summary>The first sample of each session.</summary>
    public static int[] Starts(GlmData data) =>
        data.Trials is null ? [0] : Trials.Starts(data.Design.Samples, data.Trials);
}
