namespace Gyrus.Numerics;

/// <summary>
/// The interpolating cubic spline with not-a-knot ends: the third derivative is continuous at the second and at the last
/// but one knot. Through 3 knots it is the parabola, through 2 the line.
/// </summary>
/// <remarks>
/// The tridiagonal system for the second derivatives depends on the knots only, so it is factorised once for all signals.
/// Source: de Boor (2001), A Practical Guide to Splines, ch. IV.
/// </remarks>
internal sealed class CubicSpline
{
    private readonly double[] _knots;
    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly double[] _pivot;
    private readonly double[] _inverseSpacing;
    private readonly double[] _second;

    /// <summary>Prepares the spline through ascending knots, at least 2.</summary>
    public CubicSpline(double[] knots)
    {
        _knots = knots;
        int n = knots.Length;
        _second = new double[n];
        _inverseSpacing = [.. Enumerable.Range(0, n - 1).Select(i => 1 / (knots[i + 1] - knots[i]))];
        _lower = new double[n];
        _upper = new double[n];
        _pivot = new double[n];
        for (int i = 1; i < n - 1; i++)
        {
            (double h, double next) = (knots[i] - knots[i - 1], knots[i + 1] - knots[i]);
            (_lower[i], _pivot[i], _upper[i]) = (h, 2 * (h + next), next);
        }

        if (n < 4)
        {
            return;
        }

        // The end conditions M₀ = (1 + r)M₁ − rM₂, r = h₀/h₁, and its mirror leave a system for M₁ … M_{n−2}.
        double left = (knots[1] - knots[0]) / (knots[2] - knots[1]);
        _pivot[1] += _lower[1] * (1 + left);
        _upper[1] -= _lower[1] * left;
        double right = (knots[n - 1] - knots[n - 2]) / (knots[n - 2] - knots[n - 3]);
        _pivot[n - 2] += _upper[n - 2] * (1 + right);
        _lower[n - 2] -= _upper[n - 2] * right;
        for (int i = 2; i < n - 1; i++)
        {
            _lower[i] /= _pivot[i - 1];
            _pivot[i] -= _lower[i] * _upper[i - 1];
        }

        // Divided once here, so that a signal costs no division.
        for (int i = 1; i < n - 1; i++)
        {
            _pivot[i] = 1 / _pivot[i];
            _upper[i] *= _pivot[i];
        }
    }

    /// <summary>
    /// The spline through (knot, value) at ascending times; outside the knots the end pieces continue. Not to be called
    /// from two threads at once.
    /// </summary>
    public void Evaluate(ReadOnlySpan<double> values, ReadOnlySpan<double> times, Span<double> result)
    {
        SecondDerivatives(values);
        int piece = 0;
        for (int i = 0; i < times.Length; i++)
        {
            while (piece < _knots.Length - 2 && times[i] > _knots[piece + 1])
            {
                piece++;
            }

            double h = _knots[piece + 1] - _knots[piece];
            double a = (_knots[piece + 1] - times[i]) / h;
            double b = (times[i] - _knots[piece]) / h;
            double bend = (((a * a * a) - a) * _second[piece]) + (((b * b * b) - b) * _second[piece + 1]);
            result[i] = (a * values[piece]) + (b * values[piece + 1]) + (bend * h * h / 6);
        }
    }

    private void SecondDerivatives(ReadOnlySpan<double> y)
    {
        int n = _knots.Length;
        Span<double> m = _second;
        double previous = (y[1] - y[0]) * _inverseSpacing[0];
        for (int i = 1; i < n - 1; i++)
        {
            double next = (y[i + 1] - y[i]) * _inverseSpacing[i];
            m[i] = 6 * (next - previous);
            previous = next;
        }

        if (n < 4)
        {
            // A parabola bends alike everywhere; a line (n = 2) not at all.
            m.Fill(n == 3 ? m[1] / (3 * (_knots[2] - _knots[0])) : 0);
            return;
        }

        for (int i = 2; i < n - 1; i++)
        {
            m[i] -= _lower[i] * m[i - 1];
        }

        m[n - 2] *= _pivot[n - 2];
        for (int i = n - 3; i >= 1; i--)
        {
            m[i] = (m[i] * _pivot[i]) - (_upper[i] * m[i + 1]);
        }

        double left = (_knots[1] - _knots[0]) / (_knots[2] - _knots[1]);
        m[0] = ((1 + left) * m[1]) - (left * m[2]);
        double right = (_knots[n - 1] - _knots[n - 2]) / (_knots[n - 2] - _knots[n - 3]);
        m[n - 1] = ((1 + right) * m[n - 2]) - (right * m[n - 3]);
    }
}
