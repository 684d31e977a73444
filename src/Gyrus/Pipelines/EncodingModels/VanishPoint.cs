using System.Globalization;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>The strength of the penalty at which a block leaves the model.</summary>
/// <param name="Neuron">The neuron.</param>
/// <param name="Block">The block.</param>
/// <param name="Strength">The largest strength at which the block has a coefficient that is not zero, to a relative 1e-6 (of classes, and of penalties whose weights follow from fits, less precise where the block explains little); the largest strength of the path where <paramref name="IsAtEnd"/>; NaN where the block has none on the whole path.</param>
/// <param name="IsAtEnd">Whether the block is in the model at the largest strength of the path already, so that its vanish point lies above.</param>
public sealed record VanishPoint(string Neuron, string Block, double Strength, bool IsAtEnd)
{
    /// <summary>Gets a value indicating whether the block leaves the model between two strengths of the path, so that <see cref="Strength"/> is where.</summary>
    public bool IsFound => !IsAtEnd && !double.IsNaN(Strength);

    /// <summary>The point in words: <c>0.0123</c>, <c>above 0.01</c> or <c>never in the model</c>.</summary>
    /// <param name="digits">The digits of the strength.</param>
    public string InWords(int digits)
    {
        string strength = Strength.ToString(
            "g" + digits.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
        return IsFound ? strength
            : IsAtEnd ? $"above {strength}"
            : "never in the model";
    }

    /// <summary>The block and its point as a sentence without a full stop: <c>speed vanishes at 0.0123</c>.</summary>
    /// <param name="digits">The digits of the strength.</param>
    public string ToSentence(int digits) =>
        IsFound ? $"{Block} vanishes at {InWords(digits)}"
        : IsAtEnd ? $"{Block} vanishes {InWords(digits)}, the largest strength of the path"
        : $"{Block} is {InWords(digits)}";
}
