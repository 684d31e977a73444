namespace Gyrus.Remote.Transfer;

/// <summary>A file that can be fetched.</summary>
/// <param name="Path">Where it lies in the folder of its data set; slashes between the parts.</param>
/// <param name="Address">Where it comes from.</param>
/// <param name="Content">What it must hold.</param>
public sealed record RemoteFile(string Path, Uri Address, FileContent Content);
