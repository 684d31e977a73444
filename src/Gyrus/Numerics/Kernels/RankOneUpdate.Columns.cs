namespace Gyrus.Numerics.Kernels;

/// <content>The vectors of the halves become those of the whole.</content>
internal readonly unsafe partial struct RankOneUpdate<TSimd, TVector>
{
    // The kept columns, grouped, the first half's rows apart from the second's; then the deflated ones, whole.
    private void CopyColumns(double* d, int k, int half, int n, double* z)
    {
        double* below = _columns + (k * (nint)half);
        double* whole = _columns + (k * (nint)n);
        for (int i = 0; i < k; i++)
        {
            double* column = z + (_kept[i] * _step);
            int kind = _kind[_kept[i]];
            if (kind < 2)
            {
                Copy(column, _columns + (_place[i] * (nint)half), half);
            }

            if (kind > 0)
            {
                Copy(column + half, below + (_place[i] * (nint)(n - half)), n - half);
            }
        }

        for (int i = 0; i < n - k; i++)
        {
            Copy(z + (_gone[i] * _step), whole + (i * (nint)n), n);
            _z[i] = d[_gone[i]];
        }

        for (int i = 0; i < n - k; i++)
        {
            Copy(whole + (i * (nint)n), z + ((k + i) * _step), n);
            d[k + i] = _z[i];
        }
    }

    private void Multiply(int k, int half, int n, double* z)
    {
        if (k == 0)
        {
            return;
        }

        (int first, int second) = (0, 0);
        for (int i = 0; i < k; i++)
        {
            first += _kind[_kept[i]] < 2 ? 1 : 0;
            second += _kind[_kept[i]] > 0 ? 1 : 0;
        }

        var turn = Strided.Columns(_turn, _step);
        Product((half, first, k), Strided.Columns(_columns, half), turn, z);
        double* below = _columns + (k * (nint)half) + ((k - second) * (nint)(n - half));
        Product((n - half, second, k), Strided.Columns(below, n - half), turn.From(k - second, 0), z + half);
    }

    private void Product((int Rows, int Inner, int Columns) size, Strided a, Strided b, double* c)
    {
        if (size.Inner > 0)
        {
            Products<TSimd, TVector>.Add(size, 1, a, b, c, _step, overwrite: true);
            return;
        }

        for (int j = 0; j < size.Columns; j++)
        {
            new Span<double>(c + (j * _step), size.Rows).Clear();
        }
    }

    private static void Copy(double* from, double* to, int count) =>
        new ReadOnlySpan<double>(from, count).CopyTo(new Span<double>(to, count));
}
