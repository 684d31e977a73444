namespace Gyrus.IO.Tables;

/// <summary>What the name of a file says about its content (the entities of BIDS).</summary>
internal static class FileEntities
{
    private static readonly string[] OfASeries = ["sub-", "ses-", "task-", "run-"];

    /// <summary>The name up to the first dot.</summary>
    public static string StemOf(string path)
    {
        string name = Path.GetFileName(path);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? name[..dot] : name;
    }

    /// <summary>sub-…_ses-…_task-…_run-… as far as they are there; the stem when there is no sub-.</summary>
    public static string SubjectOf(string path)
    {
        string stem = StemOf(path);
        string[] parts = [.. stem.Split('_').Where(p => OfASeries.Any(e => p.StartsWith(e, StringComparison.Ordinal)))];
        return parts is [string first, ..] && first.StartsWith("sub-", StringComparison.Ordinal)
            ? string.Join('_', parts)
            : stem;
    }
}
