namespace Gyrus.IO.Bids;

/// <summary>A data set that another was made from.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Doi">Its DOI, or null.</param>
public sealed record DatasetSource(string Name, string? Doi);
