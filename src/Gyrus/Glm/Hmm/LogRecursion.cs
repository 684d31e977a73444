using Gyrus.Numerics;

namespace Gyrus.Glm.Hmm;

/// <summary>Forward-backward of a session in logarithms: where products would underflow.</summary>
/// <remarks>
/// a_t = log b_t + lse_j(a_{t−1,j} + log A_j·), with its lse taken off; the sum of these is the log-likelihood. Backward likewise, up to a constant; smoothed
/// probabilities and transitions are each brought to the sum 1, so that rounding of long sessions does not add up. Where no path of states can give the
/// data, the log-likelihood is −∞ and the conditional probabilities do not exist: NaN.
/// </remarks>
internal sealed class LogRecursion(Matrix transition, IReadOnlyList<double> initial)
{
    private readonly int _states = initial.Count;
    private readonly Matrix _logTransition = Matrix.Create(
        initial.Count,
        initial.Count,
        (j, k) => Math.Log(transition[j, k])
    );

    /// <summary>Fills the columns of a session, adds its transitions to the counts, and returns its log-likelihood.</summary>
    public double Run(
        Matrix emissions,
        (Matrix Filtered, Matrix Smoothed, Matrix Counts) into,
        (int From, int To) session
    )
    {
        Matrix forward = Forward(emissions, session, out double log);
        for (int t = session.From; t < session.To; t++)
        {
            for (int k = 0; k < _states; k++)
            {
                into.Filtered[k, t] = Math.Exp(forward[k, t - session.From]);
            }
        }

        Backward(emissions, forward, into, session);
        return log;
    }

    /// <summary>log p(state | responses up to now), states × samples of the session; NaN from the first sample on that no path of states can give.</summary>
    private Matrix Forward(Matrix emissions, (int From, int To) session, out double log)
    {
        var forward = new Matrix(_states, session.To - session.From);
        double[] terms = new double[_states];
        log = 0;
        for (int t = 0; t < forward.Columns; t++)
        {
            for (int k = 0; k < _states; k++)
            {
                for (int j = 0; j < _states; j++)
                {
                    terms[j] =
                        t > 0 ? forward[j, t - 1] + _logTransition[j, k]
                        : j == k ? Math.Log(initial[k])
                        : double.NegativeInfinity;
                }

                forward[k, t] = emissions[k, session.From + t] + LogSum(terms);
            }

            double sum = LogSum(forward.Column(t));
            log += sum;
            for (int k = 0; k < _states; k++)
            {
                forward[k, t] -= sum;
            }

            if (double.IsNegativeInfinity(sum))
            {
                for (int after = t; after < forward.Columns; after++)
                {
                    forward.MutableColumn(after).Fill(double.NaN);
                }

                break;
            }
        }

        return forward;
    }

    private void Backward(
        Matrix emissions,
        Matrix forward,
        (Matrix Filtered, Matrix Smoothed, Matrix Counts) into,
        (int From, int To) session
    )
    {
        double[] beta = new double[_states];
        double[] joint = new double[_states];
        double[] flows = new double[_states * _states];
        for (int t = session.To - 1; t >= session.From; t--)
        {
            for (int k = 0; k < _states; k++)
            {
                joint[k] = forward[k, t - session.From] + beta[k];
            }

            double sum = LogSum(joint);
            for (int k = 0; k < _states; k++)
            {
                into.Smoothed[k, t] = Math.Exp(joint[k] - sum);
            }

            if (t == session.From)
            {
                return;
            }

            for (int j = 0; j < _states; j++)
            {
                Span<double> row = flows.AsSpan(j * _states, _states);
                for (int k = 0; k < _states; k++)
                {
                    row[k] = _logTransition[j, k] + emissions[k, t] + beta[k];
                }

                joint[j] = LogSum(row);
                for (int k = 0; k < _states; k++)
                {
                    row[k] += forward[j, t - 1 - session.From];
                }
            }

            double all = LogSum(flows);
            for (int i = 0; i < flows.Length; i++)
            {
                into.Counts[i / _states, i % _states] += Math.Exp(flows[i] - all);
            }

            (beta, joint) = (joint, beta);
            Lower(beta);
        }
    }

    /// <summary>Takes the largest off, so that what is ahead does not pile up.</summary>
    private static void Lower(double[] beta)
    {
        double largest = beta.Max();
        for (int k = 0; k < beta.Length; k++)
        {
            beta[k] -= double.IsNegativeInfinity(largest) ? 0 : largest;
        }
    }

    /// <summary>log Σ exp; −∞ where every term is.</summary>
    private static double LogSum(ReadOnlySpan<double> terms)
    {
        double largest = double.NegativeInfinity;
        foreach (double term in terms)
        {
            largest = Math.Max(largest, term);
        }

        double sum = 0;
        foreach (double term in terms)
        {
            sum += term == largest ? 1 : Math.Exp(term - largest);
        }

        return double.IsNegativeInfinity(largest) ? largest : largest + Math.Log(sum);
    }
}
