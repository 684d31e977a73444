using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>The samples of the covariates of a ranged basis: which are missing, which are outside, and the channels they make.</summary>
internal sealed class RangedRows
{
    private readonly RangedBasis _basis;
    private readonly FittedBasis _fitted;
    private readonly IReadOnlyList<Matrix> _inputs;
    private readonly bool[] _missing;
    private readonly bool[] _outside;

    public RangedRows(RangedBasis basis, FittedBasis fitted, IReadOnlyList<Matrix> inputs, bool limited)
    {
        (_basis, _fitted, _inputs) = (basis, fitted, inputs);
        _missing = new bool[inputs[0].Rows];
        _outside = new bool[inputs[0].Rows];
        int range = 0;
        foreach (Matrix input in inputs)
        {
            for (int c = 0; c < input.Columns; c++, range++)
            {
                Mark(input.Column(c), limited ? fitted.Ranges[range] : null);
            }
        }
    }

    /// <summary>The functions of one channel at every sample.</summary>
    public Channel Channel(FunctionTable table, int channel)
    {
        SupportPattern pattern = table.Pattern;
        int samples = _missing.Length;
        ushort[] states = new ushort[samples];
        double[] values = new double[(long)samples * pattern.Width];
        bool[] missing = (bool[])_missing.Clone();
        bool[] outside = (bool[])_outside.Clone();
        Span<double> x = stackalloc double[_inputs.Count];
        bool plain = _inputs.Count == 1 && _basis.OutOfRange != OutOfRange.Clamp;
        ReadOnlySpan<double> only = _inputs[0].Column(channel);
        for (int i = 0; i < samples; i++)
        {
            if (missing[i] || outside[i])
            {
                continue;
            }

            ReadOnlySpan<double> at = plain ? only.Slice(i, 1) : Read(i, channel, x);
            int state = table.Evaluate(at, values.AsSpan(i * pattern.Width, pattern.Width));
            outside[i] = state < 0;
            states[i] = (ushort)Math.Max(state, 0);
        }

        return Fill(new LocalChannel(pattern, states, values, missing), missing, outside);
    }

    private Channel Fill(LocalChannel channel, bool[] missing, bool[] outside)
    {
        int first = Array.IndexOf(outside, true);
        if (first < 0)
        {
            return channel;
        }

        if (_basis.OutOfRange == OutOfRange.Error)
        {
            throw Outside(first, "categories");
        }

        if (_basis.FillValue == 0)
        {
            return channel;
        }

        if (!double.IsFinite(_basis.FillValue))
        {
            bool[] both = [.. missing.Zip(outside, static (a, b) => a || b)];
            return new LocalChannel(channel.Pattern, channel.States, channel.Values, both);
        }

        return Filled(channel, outside);
    }

    /// <summary>A number in every function of a sample leaves nothing local.</summary>
    private DenseChannel Filled(LocalChannel channel, bool[] outside)
    {
        var columns = new Matrix(channel.Samples, channel.Functions);
        channel.CopyTo(columns, 0);
        for (int j = 0; j < columns.Columns; j++)
        {
            Span<double> column = columns.MutableColumn(j);
            for (int i = 0; i < outside.Length; i++)
            {
                column[i] = outside[i] ? _basis.FillValue : column[i];
            }
        }

        return new DenseChannel(columns);
    }

    private Span<double> Read(int sample, int channel, Span<double> x)
    {
        int range = channel;
        for (int k = 0; k < _inputs.Count; k++)
        {
            double value = _inputs[k].Column(channel)[sample];
            x[k] =
                _basis.OutOfRange == OutOfRange.Clamp && _fitted.Ranges.Count > 0
                    ? Math.Clamp(value, _fitted.Ranges[range].Low, _fitted.Ranges[range].High)
                    : value;
            range += _inputs[k].Columns;
        }

        return x;
    }

    private void Mark(ReadOnlySpan<double> column, Interval? range)
    {
        for (int i = 0; i < column.Length; i++)
        {
            if (double.IsNaN(column[i]))
            {
                _missing[i] = true;
            }
            else if (range is null)
            {
                _missing[i] |= double.IsInfinity(column[i]);
            }
            else if (!range.Contains(column[i]))
            {
                _outside[i] |= _basis.OutOfRange switch
                {
                    OutOfRange.Clamp => false,
                    OutOfRange.Error => throw Outside(i, Invariant($"range [{range.Low}, {range.High}]"), column[i]),
                    _ => true,
                };
            }
        }
    }

    private ArgumentException Outside(int sample, string what, double? value = null) =>
        new(
            Invariant(
                $"Sample {sample} (from 0) of the covariate of '{_basis.DefaultLabel}' is {value ?? _inputs[0].Column(0)[sample]}, outside its {what}."
            )
        );
}
