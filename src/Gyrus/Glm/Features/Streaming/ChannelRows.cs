using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>A stretch of the samples of a channel, as a channel of its own.</summary>
internal static class ChannelRows
{
    public static Channel Of(Channel channel, int start, int count)
    {
        if (channel is LocalChannel local)
        {
            int width = local.Pattern.Width;
            return new LocalChannel(
                local.Pattern,
                local.States[start..(start + count)],
                local.Values[(start * width)..((start + count) * width)],
                local.Missing?[start..(start + count)]
            );
        }

        var columns = new Matrix(channel.Samples, channel.Functions);
        channel.CopyTo(columns, 0);
        return new DenseChannel(
            columns.Select([.. Enumerable.Range(start, count)], [.. Enumerable.Range(0, columns.Columns)])
        );
    }
}
