namespace Gyrus.Pipelines;

/// <summary>A file that a result was computed from.</summary>
/// <param name="Name">The file's name without its folder, so that a result says nothing of anybody's machine.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The SHA-256 of its content, in lower-case hexadecimal.</param>
public sealed record SourceFile(string Name, long Bytes, string Sha256);
