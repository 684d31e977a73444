using System.Globalization;

namespace Gyrus.Report.Drawing;

/// <summary>Counts in sentences.</summary>
internal static class Wording
{
    /// <summary>"1 region", "2 regions".</summary>
    public static string Count(int count, string noun) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + noun + (count == 1 ? "" : "s");
}
