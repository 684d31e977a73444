using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>All products of a function of one basis with one of another, in every sample. Made by <c>a * b</c>.</summary>
/// <remarks>Column i·n + j is the product of function i of the first and function j of the n of the second; of local functions it is local.</remarks>
public sealed record ProductBasis : Basis
{
    internal ProductBasis(Basis left, Basis right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left is SumBasis || right is SumBasis)
        {
            throw new ArgumentException(
                Invariant(
                    $"A factor of a product is no sum, but '{(left is SumBasis ? left : right).DefaultLabel}' came: write a*c + b*c."
                )
            );
        }

        (Left, Right) = (left, right);
    }

    /// <summary>Gets the first factor, whose functions run slowest.</summary>
    public Basis Left { get; }

    /// <summary>Gets the second factor.</summary>
    public Basis Right { get; }

    /// <inheritdoc/>
    public override int Functions => Left.Functions * Right.Functions;

    /// <inheritdoc/>
    public override int Inputs => Left.Inputs + Right.Inputs;

    /// <inheritdoc/>
    public override int Window => Math.Max(Left.Window, Right.Window);

    internal override string DefaultLabel => new BasisNames().Name(this);

    internal override FittedBasis FitCore(IReadOnlyList<Matrix> inputs)
    {
        foreach (Matrix input in inputs)
        {
            Require.SameSize(
                inputs[0].Columns,
                input.Columns,
                Invariant($"as many columns in every covariate of '{DefaultLabel}'")
            );
        }

        return new()
        {
            Basis = this,
            InputColumns = [.. inputs.Select(i => i.Columns)],
            Parts = [Left.Fit([.. inputs.Take(Left.Inputs)]), Right.Fit([.. inputs.Skip(Left.Inputs)])],
        };
    }

    internal override IReadOnlyList<Channel> Evaluate(
        FittedBasis fitted,
        IReadOnlyList<Matrix> inputs,
        IReadOnlyList<int>? trials
    )
    {
        IReadOnlyList<Channel> left = Left.Evaluate(fitted.Parts[0], [.. inputs.Take(Left.Inputs)], trials);
        IReadOnlyList<Channel> right = Right.Evaluate(fitted.Parts[1], [.. inputs.Skip(Left.Inputs)], trials);
        return [.. left.Zip(right, Multiply)];
    }

    private static LocalChannel Multiply(Channel left, Channel right)
    {
        (LocalChannel a, LocalChannel b) = (LocalChannel.Of(left), LocalChannel.Of(right));
        var pattern = SupportPattern.Product(a.Pattern, b.Pattern);
        ushort[] states = new ushort[a.Samples];
        double[] values = new double[(long)a.Samples * pattern.Width];
        for (int i = 0; i < states.Length; i++)
        {
            states[i] = (ushort)((a.States[i] * b.Pattern.States) + b.States[i]);
            Span<double> target = values.AsSpan(i * pattern.Width, pattern.Width);
            ReadOnlySpan<double> second = b.Values.AsSpan(i * b.Pattern.Width, b.Pattern.Width);
            for (int k = 0; k < a.Pattern.Width; k++)
            {
                System.Numerics.Tensors.TensorPrimitives.Multiply(
                    second,
                    a.Values[(i * a.Pattern.Width) + k],
                    target.Slice(k * second.Length, second.Length)
                );
            }
        }

        return new LocalChannel(pattern, states, values, Either(a.Missing, b.Missing));
    }

    private static bool[]? Either(bool[]? a, bool[]? b) =>
        a is null ? b
        : b is null ? a
        : [.. a.Zip(b, static (x, y) => x || y)];
}
