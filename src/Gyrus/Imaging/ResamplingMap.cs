namespace Gyrus.Imaging;

/// <summary>Chooses the way to resample from one grid to another.</summary>
internal static class ResamplingMap
{
    /// <summary>Per-axis products when the axes of the grids are parallel and in the same order, else a gather.</summary>
    public static IResamplingMap Create(Grid source, Grid target, Interpolation interpolation)
    {
        Affine toSource = source.Affine.Inverse().Compose(target.Affine);
        bool diagonal = true;
        for (int r = 0; r < 3; r++)
        {
            for (int c = 0; c < 3; c++)
            {
                diagonal &= r == c || toSource[r, c] == 0;
            }
        }

        return diagonal
            ? new SeparableResampling(source, target, toSource, interpolation)
            : new GatherResampling(source, target, toSource, interpolation);
    }
}
