using Gyrus.Signals;

namespace Gyrus.Tests.Signals;

public sealed class PrincipalCoursesTests
{
    [Fact]
    public void OfFew_EqualsTheOtherSide()
    {
        var rng = new Rng(8);
        var x = Matrix.Create(40, 7, (_, j) => rng.NextNormal() * (j + 1));

        (Matrix courses, double[] values) = PrincipalCourses.Of(x, 3);
        (Matrix few, double[] fewValues) = PrincipalCourses.OfFew(x, 3);

        NumericAssert.Close(courses.AsSpan(), few.AsSpan(), 1e-10);
        NumericAssert.Close(values.AsSpan(0, 7), fewValues, 1e-10);
    }
}
