using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>A basis whose functions cover a range of each covariate.</summary>
/// <remarks>
/// The range is the one given or, without one, that of the finite values of the data of the fit; other data are then mapped by the same range, and
/// values outside it are handled as <see cref="OutOfRange"/> says. A value outside in one column of the covariate counts for all its columns.
/// </remarks>
public abstract record RangedBasis : Basis
{
    /// <summary>Gets the range of each covariate (one for all, or one each), or null for that of the data of the fit.</summary>
    public IReadOnlyList<Interval>? Ranges { get; init; }

    /// <summary>Gets the range where there is one covariate; sets the range of all.</summary>
    public Interval? Range
    {
        get => Ranges is [var only] ? only : null;
        init => Ranges = value is null ? null : [value];
    }

    /// <summary>Gets what becomes of values outside the range. Fill.</summary>
    public OutOfRange OutOfRange { get; init; }

    /// <summary>Gets the value of every function outside the range, where <see cref="OutOfRange"/> is Fill. NaN.</summary>
    public double FillValue { get; init; } = double.NaN;

    /// <summary>Gets a value indicating whether the functions go on outside the range, as those of a period do.</summary>
    private protected virtual bool Endless => false;

    /// <summary>Gets a value indicating whether the basis looks at the range at all.</summary>
    private protected virtual bool HasRange => true;

    internal override FittedBasis FitCore(IReadOnlyList<Matrix> inputs)
    {
        var ranges = new List<Interval>();
        for (int k = 0; HasRange && k < inputs.Count; k++)
        {
            for (int c = 0; c < inputs[k].Columns; c++)
            {
                ranges.Add(Given(k) ?? RangeOf(inputs[k].Column(c)));
            }
        }

        var fitted = new FittedBasis
        {
            Basis = this,
            InputColumns = [.. inputs.Select(i => i.Columns)],
            Ranges = ranges,
        };
        RequireEqualColumns(fitted);
        return Complete(fitted, inputs);
    }

    internal override IReadOnlyList<Channel> Evaluate(
        FittedBasis fitted,
        IReadOnlyList<Matrix> inputs,
        IReadOnlyList<int>? trials
    )
    {
        var rows = new RangedRows(this, fitted, inputs, HasRange && !Endless);
        return [.. Enumerable.Range(0, fitted.InputColumns[0]).Select(c => rows.Channel(Table(fitted, c), c))];
    }

    /// <summary>The functions of channel <paramref name="channel"/>.</summary>
    internal abstract FunctionTable Table(FittedBasis fitted, int channel);

    /// <summary>Learns what else the basis needs of the data.</summary>
    private protected virtual FittedBasis Complete(FittedBasis fitted, IReadOnlyList<Matrix> inputs) => fitted;

    private static void RequireEqualColumns(FittedBasis fitted)
    {
        foreach (int columns in fitted.InputColumns)
        {
            Require.SameSize(
                fitted.InputColumns[0],
                columns,
                Invariant($"as many columns in every covariate of '{fitted.Basis.DefaultLabel}'")
            );
        }
    }

    private Interval? Given(int covariate) =>
        Ranges switch
        {
            null or [] => null,
            [var only] => only,
            _ when Ranges.Count == Inputs => Ranges[covariate],
            _ => throw new ArgumentException(
                Invariant(
                    $"The basis '{DefaultLabel}' of {Inputs} covariate(s) needs as many ranges, or one, but has {Ranges.Count}."
                )
            ),
        };

    private Interval RangeOf(ReadOnlySpan<double> values)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        return low <= high
            ? new Interval(low, high)
            : throw new ArgumentException(
                Invariant(
                    $"No value of the covariate of '{DefaultLabel}' is finite, so that it has no range: give one."
                )
            );
    }
}
