using Gyrus.Signals.Denoising;

namespace Gyrus.Tests.Signals.Denoising;

public sealed class FramewiseDisplacementTests
{
    /// <summary>One step of 0.1, 0.2 and 0.3 mm and of 0.01, −0.02 and 0.03 radians, written as each program writes it.</summary>
    [Theory]
    [InlineData(MotionConvention.Spm)]
    [InlineData(MotionConvention.Fsl)]
    [InlineData(MotionConvention.Afni)]
    [InlineData(MotionConvention.Hcp)]
    public void Power_OfOneStep_IsTheSumOfArcsAndShifts(MotionConvention convention)
    {
        double[] shifts = [0.1, -0.2, 0.3];
        double unit = convention is MotionConvention.Afni or MotionConvention.Hcp ? 180 / Math.PI : 1;
        double[] turns = [0.01 * unit, -0.02 * unit, 0.03 * unit];
        double[] step = convention is MotionConvention.Fsl or MotionConvention.Afni
            ? [.. turns, .. shifts]
            : [.. shifts, .. turns];
        var motion = Matrix.Create(3, 6, (t, c) => 5 + (t == 0 ? 0 : step[c]));

        double[] displacement = FramewiseDisplacement.Power(motion, convention);

        Assert.True(double.IsNaN(displacement[0]));
        Assert.Equal(0.6 + (50 * 0.06), displacement[1], 1e-12);
        Assert.Equal(0, displacement[2], 1e-12);
        Assert.Equal(0.6 + (80 * 0.06), FramewiseDisplacement.Power(motion, convention, 80)[1], 1e-12);
    }

    [Fact]
    public void Power_FewerThanSixColumns_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FramewiseDisplacement.Power(new Matrix(4, 5)));

    [Fact]
    public void Mean_LeavesTheFirstVolumeOut_WhateverItsTableSays()
    {
        Assert.Equal(2, FramewiseDisplacement.Mean([0, 1, 3]));
        Assert.Equal(2, FramewiseDisplacement.Mean([double.NaN, 1, double.NaN, 3]));
        Assert.True(double.IsNaN(FramewiseDisplacement.Mean([double.NaN])));
    }
}
