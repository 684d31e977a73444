namespace Gyrus.Report.Pages;

/// <summary>A file that was read.</summary>
/// <param name="Path">Its path as the reader knows it.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in hexadecimal digits.</param>
public sealed record ReportInput(string Path, string Sha256);
