namespace Gyrus.IO.Derivatives;

/// <summary>A JSON document of ours that says its format.</summary>
internal interface IFormattedDocument
{
    /// <summary>Gets the format this version reads and writes.</summary>
    static abstract string CurrentFormat { get; }

    /// <summary>Gets the format of the document.</summary>
    string Format { get; }

    /// <summary>What its shape does not say: the first fault, in a sentence; null for none.</summary>
    string? Fault();
}
