namespace Gyrus.Report.Drawing;

/// <summary>The networks of a figure in the order of their colours: by name, so that a network has one colour in all figures of a report, however each sorts its regions.</summary>
internal static class NetworkOrder
{
    /// <summary>The names, each once; regions without a network have none.</summary>
    public static string[] Of(IEnumerable<string?> networks) =>
        [
            .. networks
                .Where(static n => !string.IsNullOrEmpty(n))
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
}
