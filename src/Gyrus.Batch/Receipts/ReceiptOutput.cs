namespace Gyrus.Batch.Receipts;

/// <summary>A file that a task has published.</summary>
/// <param name="Path">Its path below the folder of results, with <c>/</c>.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The SHA-256 of its content, hexadecimal.</param>
public sealed record ReceiptOutput(string Path, long Bytes, string Sha256);
