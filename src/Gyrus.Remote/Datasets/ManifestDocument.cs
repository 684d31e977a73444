namespace Gyrus.Remote.Datasets;

/// <summary>The record of a data set's files, as it lies on disk.</summary>
/// <param name="Files">By the path within the folder of the data set, slashes between the parts.</param>
internal sealed record ManifestDocument(SortedDictionary<string, ManifestEntry> Files);

/// <summary>What was recorded of a file when it was first here.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The SHA-256 of its content, in lower-case hexadecimal.</param>
/// <param name="From">The address it came from, the archive it was unpacked from, or "by hand".</param>
/// <param name="Recorded">When.</param>
internal sealed record ManifestEntry(long Bytes, string Sha256, string From, DateTimeOffset Recorded);
