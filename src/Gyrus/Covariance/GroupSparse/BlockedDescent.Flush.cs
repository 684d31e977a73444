using System.Runtime.CompilerServices;

namespace Gyrus.Covariance.GroupSparse;

internal sealed unsafe partial class BlockedDescent<TVector, TLanes>
{
    private const int Tile = SubjectLanes.Tile;

    /// <summary>Σ += Σ_q d_q P_q P_qᵀ, tile by tile of 4 × 4 entries; tiles below the diagonal are stored on both sides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Flush()
    {
        int n = _pendingCount;
        _pendingCount = 0;
        for (int g = 0; g < _groups && n > 0; g++)
        {
            for (int i = 0; i < _columns; i += Tile)
            {
                ScaleRows(i, g, n);
                for (int j = 0; j < i; j += Tile)
                {
                    UpdateTile(i, j, g, n);
                    UpdateTile(i + 2, j, g, n);
                }

                UpdateTile(i, i, g, n);
                UpdateTile(i + 2, i, g, n);
            }
        }
    }

    /// <summary>d_q·P_q of the four rows of a tile: [q][row][lane].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScaleRows(int row, int g, int n)
    {
        int width = TLanes.Width;
        int stride = _capacity * width;
        double* pending = _pending.Pointer + ((((long)g * _columns) + row) * stride);
        for (int q = 0; q < n; q++)
        {
            TVector scale = TLanes.Load(_scales.Pointer + (((q * _groups) + g) * width));
            for (int i = 0; i < Tile; i++)
            {
                TLanes.Store(
                    TLanes.Multiply(scale, TLanes.Load(pending + (i * stride) + (q * width))),
                    _products.Pointer + (((q * Tile) + i) * width)
                );
            }
        }
    }

    /// <summary>Rows row, row + 1 and columns column … column + 3; below the diagonal tile also their mirror image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UpdateTile(int row, int column, int g, int n)
    {
        int width = TLanes.Width;
        int stride = _capacity * width;
        double* products = _products.Pointer + (row % Tile * width);
        double* vectors = _pending.Pointer + ((((long)g * _columns) + column) * stride);
        double* upper = _sigma.Pointer + Offset(row, g) + (column * width);
        double* lower = upper + _rowLength;
        TVector a0 = TLanes.Load(upper);
        TVector a1 = TLanes.Load(upper + width);
        TVector a2 = TLanes.Load(upper + (2 * width));
        TVector a3 = TLanes.Load(upper + (3 * width));
        TVector b0 = TLanes.Load(lower);
        TVector b1 = TLanes.Load(lower + width);
        TVector b2 = TLanes.Load(lower + (2 * width));
        TVector b3 = TLanes.Load(lower + (3 * width));
        for (int q = 0; q < n; q++)
        {
            TVector x = TLanes.Load(products);
            TVector y = TLanes.Load(products + width);
            TVector c0 = TLanes.Load(vectors);
            TVector c1 = TLanes.Load(vectors + stride);
            TVector c2 = TLanes.Load(vectors + (2 * stride));
            TVector c3 = TLanes.Load(vectors + (3 * stride));
            a0 = TLanes.MultiplyAdd(x, c0, a0);
            b0 = TLanes.MultiplyAdd(y, c0, b0);
            a1 = TLanes.MultiplyAdd(x, c1, a1);
            b1 = TLanes.MultiplyAdd(y, c1, b1);
            a2 = TLanes.MultiplyAdd(x, c2, a2);
            b2 = TLanes.MultiplyAdd(y, c2, b2);
            a3 = TLanes.MultiplyAdd(x, c3, a3);
            b3 = TLanes.MultiplyAdd(y, c3, b3);
            products += Tile * width;
            vectors += width;
        }

        TLanes.Store(a0, upper);
        TLanes.Store(a1, upper + width);
        TLanes.Store(a2, upper + (2 * width));
        TLanes.Store(a3, upper + (3 * width));
        TLanes.Store(b0, lower);
        TLanes.Store(b1, lower + width);
        TLanes.Store(b2, lower + (2 * width));
        TLanes.Store(b3, lower + (3 * width));
        if (column + Tile > row)
        {
            return;
        }

        double* mirror = _sigma.Pointer + Offset(column, g) + (row * width);
        TLanes.Store(a0, mirror);
        TLanes.Store(b0, mirror + width);
        mirror += _rowLength;
        TLanes.Store(a1, mirror);
        TLanes.Store(b1, mirror + width);
        mirror += _rowLength;
        TLanes.Store(a2, mirror);
        TLanes.Store(b2, mirror + width);
        mirror += _rowLength;
        TLanes.Store(a3, mirror);
        TLanes.Store(b3, mirror + width);
    }
}
