#include <ruby.h>

/* A quasigroup of order ten without a fixed diagonal: every single wrong digit and every swap is noticed. */
static const int table[10][10] = {
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3}, {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6}, {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7}, {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};

/* The digit that belongs after a string of digits. */
static VALUE check_digit(VALUE self, VALUE text)
{
    int interim = 0;
    long index;
    StringValue(text);
    for (index = 0; index < RSTRING_LEN(text); index++) {
        char digit = RSTRING_PTR(text)[index];
        if (digit < '0' || digit > '9') rb_raise(rb_eArgError, "only digits can be checked");
        interim = table[interim][digit - '0'];
    }
    return INT2FIX(interim);
}

void Init_damm(void)
{
    VALUE damm = rb_define_module("Damm");
    rb_define_module_function(damm, "check_digit", check_digit, 1);
}
