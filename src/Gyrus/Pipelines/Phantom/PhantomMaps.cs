using Gyrus.Imaging;

namespace Gyrus.Pipelines.Phantom;

/// <summary>The maps of the atlas as an image, spread out one at a time.</summary>
internal sealed class PhantomMaps(PhantomBrain brain, (int Voxel, double Weight)[][] maps) : IVolumeSeries
{
    public string Name => "phantom atlas";

    public Grid Grid => brain.Grid;

    public int Count => maps.Length;

    public double? RepetitionTimeSeconds => null;

    public IVolumeReader Open() => new Reader(brain, maps);

    private sealed class Reader(PhantomBrain brain, (int Voxel, double Weight)[][] maps) : IVolumeReader
    {
        private int _next;

        public bool ReadNext(Span<double> destination)
        {
            if (_next == maps.Length)
            {
                return false;
            }

            destination.Clear();
            foreach ((int voxel, double weight) in maps[_next++])
            {
                destination[brain.Voxels[voxel].Index] = weight;
            }

            return true;
        }

        public void Dispose() { }
    }
}
