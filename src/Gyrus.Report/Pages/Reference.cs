using static System.FormattableString;

namespace Gyrus.Report.Pages;

/// <summary>A work that a method comes from.</summary>
/// <param name="Text">Authors, year, title and journal.</param>
public sealed record Reference(string Text)
{
    /// <summary>Gets the DOI, such as 10.1093/biostatistics/kxm045, or null when there is none.</summary>
    public string? Doi
    {
        get;
        init =>
            field =
                value is null
                || (
                    value.StartsWith("10.", StringComparison.Ordinal)
                    && value.Contains('/')
                    && !value.Any(char.IsWhiteSpace)
                )
                    ? value
                    : throw new ArgumentException(
                        Invariant($"A DOI looks like 10.1093/biostatistics/kxm045, but was '{value}'."),
                        nameof(value)
                    );
    }
}
