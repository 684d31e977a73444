using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Optimization;

/// <summary>
/// Newton on a <see cref="QuadraticModel"/> plus the penalty, restricted to what is not zero: there ω‖u‖ has the gradient ωû
/// and the curvature (ω/‖u‖)(I − ûûᵀ), and only the model's own size enters the cost.
/// </summary>
internal sealed class ActiveNewton(QuadraticModel model, double strength)
{
    private const int MostColumns = 3000;

    /// <summary>
    /// One step, taken only where it lowers the objective and lets no group or coefficient pass through zero.
    /// </summary>
    /// <returns>The decrease; −1 where no step was taken.</returns>
    public double Step(double[] coefficients, double[] gradient)
    {
        int[] active = Active(coefficients);
        if (active.Length is 0 or > MostColumns)
        {
            return -1;
        }

        double[] matrix = Matrix(active);
        double[] residual = new double[model.Size];
        AddPenalty(coefficients, active, matrix, residual);
        double[] move = new double[active.Length];
        for (int i = 0; i < active.Length; i++)
        {
            residual[active[i]] += gradient[active[i]];
            move[i] = residual[active[i]];
        }

        if (LinearAlgebra.Current.Cholesky(matrix, active.Length) >= 0)
        {
            return -1;
        }

        TriangularSolve.NegatedInPlace(matrix, move);
        return Take(coefficients, gradient, active, move);
    }

    private int[] Active(double[] coefficients)
    {
        var active = new List<int>();
        for (int b = 0; b < model.Blocks.Length; b++)
        {
            PenaltyBlock block = model.Blocks[b];
            Span<double> own = coefficients.AsSpan(model.Starts[b], block.Size);
            bool any = block.IsSmooth || own.ContainsAnyExcept(0);
            for (int j = 0; any && j < block.Size; j++)
            {
                if (!(block.Absolute?[j] > 0) || own[j] != 0)
                {
                    active.Add(model.Starts[b] + j);
                }
            }
        }

        return [.. active];
    }

    private double[] Matrix(int[] active)
    {
        double[] matrix = new double[active.Length * active.Length];
        for (int j = 0; j < active.Length; j++)
        {
            ReadOnlySpan<double> column = model.Column(active[j]);
            for (int i = 0; i < active.Length; i++)
            {
                matrix[(j * active.Length) + i] = column[active[i]];
            }
        }

        return matrix;
    }

    /// <summary>Adds the curvature of the penalty to the matrix and its gradient to the residual.</summary>
    private void AddPenalty(double[] coefficients, int[] active, double[] matrix, double[] residual)
    {
        int[] place = new int[model.Size];
        Array.Fill(place, -1);
        for (int i = 0; i < active.Length; i++)
        {
            place[active[i]] = i;
        }

        for (int b = 0; b < model.Blocks.Length; b++)
        {
            (PenaltyBlock block, int start) = (model.Blocks[b], model.Starts[b]);
            Span<double> own = coefficients.AsSpan(start, block.Size);
            if (!block.IsSmooth && !own.ContainsAnyExcept(0))
            {
                continue;
            }

            double[] curvature = new double[block.Size * block.Size];
            Span<double> slope = residual.AsSpan(start, block.Size);
            block.AddQuadratic(own, strength, slope);
            block.AddQuadratic(strength, curvature);
            AddNorm(block, own, slope, curvature);
            for (int j = 0; j < block.Size; j++)
            {
                for (int i = 0; place[start + j] >= 0 && i < block.Size; i++)
                {
                    if (place[start + i] >= 0)
                    {
                        matrix[(place[start + j] * active.Length) + place[start + i]] += curvature[
                            (j * block.Size) + i
                        ];
                    }
                }
            }
        }
    }

    private void AddNorm(PenaltyBlock block, ReadOnlySpan<double> own, Span<double> slope, double[] curvature)
    {
        for (int j = 0; block.Absolute is not null && j < own.Length; j++)
        {
            slope[j] += strength * block.Absolute[j] * Math.Sign(own[j]);
        }

        double norm = TensorPrimitives.Norm(own);
        double omega = strength * block.Weight;
        if (omega == 0 || norm == 0)
        {
            return;
        }

        for (int j = 0; j < own.Length; j++)
        {
            slope[j] += omega * own[j] / norm;
            for (int i = 0; i < own.Length; i++)
            {
                double projection = (i == j ? 1 : 0) - (own[i] / norm * (own[j] / norm));
                curvature[(j * own.Length) + i] += own.Length == 1 ? 0 : omega / norm * projection;
            }
        }
    }

    private double Take(double[] coefficients, double[] gradient, int[] active, double[] move)
    {
        double[] end = (double[])coefficients.Clone();
        double[] change = new double[model.Size];
        double quadratic = 0;
        for (int i = 0; i < active.Length; i++)
        {
            end[active[i]] += move[i];
            TensorPrimitives.MultiplyAdd(model.Column(active[i]), move[i], change, change);
        }

        for (int i = 0; i < active.Length; i++)
        {
            quadratic += move[i] * (gradient[active[i]] + (0.5 * change[active[i]]));
        }

        double decrease = -quadratic;
        for (int b = 0; b < model.Blocks.Length; b++)
        {
            PenaltyBlock block = model.Blocks[b];
            ReadOnlySpan<double> before = coefficients.AsSpan(model.Starts[b], block.Size);
            ReadOnlySpan<double> after = end.AsSpan(model.Starts[b], block.Size);
            if (!block.IsSmooth && PassesZero(block, before, after))
            {
                return -1;
            }

            decrease += strength * (block.NormPart(before) - block.NormPart(after));
            decrease += Quadratic(block, before) - Quadratic(block, after);
        }

        // At round-off the decrease has no digits left; a step that is still computed is then harmless.
        double curvature = 0.5 * Math.Max(Dot(active, move, change), 0);
        if (decrease < -1e-3 * curvature && curvature > 1e-15 * Math.Abs(quadratic))
        {
            return -1;
        }

        end.CopyTo(coefficients, 0);
        TensorPrimitives.Add(gradient, change, gradient);
        return curvature;
    }

    private static double Dot(int[] active, double[] move, double[] change)
    {
        double sum = 0;
        for (int i = 0; i < active.Length; i++)
        {
            sum += move[i] * change[active[i]];
        }

        return sum;
    }

    private double Quadratic(PenaltyBlock block, ReadOnlySpan<double> beta)
    {
        if (!block.IsQuadratic)
        {
            return 0;
        }

        double[] q = new double[beta.Length];
        block.AddQuadratic(beta, strength, q);
        return 0.5 * TensorPrimitives.Dot(beta, q);
    }

    private static bool PassesZero(PenaltyBlock block, ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        for (int j = 0; block.Absolute is not null && j < before.Length; j++)
        {
            if (block.Absolute[j] > 0 && before[j] != 0 && !(before[j] * after[j] > 0))
            {
                return true;
            }
        }

        return before.ContainsAnyExcept(0) && !(TensorPrimitives.Dot(before, after) > 0);
    }
}
